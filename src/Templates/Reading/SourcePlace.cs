namespace Actors.Templates.Reading;

/// <summary>A place in a text that was read.</summary>
/// <param name="Source">Name of the text, usually a file.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
public sealed record SourcePlace(string Source, int Line, int Column)
{
    /// <summary>The place as compilers write it.</summary>
    /// <returns><c>source:line:column</c>.</returns>
    public override string ToString() => $"{Source}:{Line}:{Column}";
}
