namespace Actors.Templates.Reading;

/// <summary>A text that is read, as messages call it.</summary>
/// <param name="name">Its name, usually a file.</param>
/// <param name="origin">Where a line and column of it come from; null when it is the file itself.</param>
internal sealed class SourceText(string name, Func<int, int, (int Line, int Column)>? origin = null)
{
    /// <summary>The place of a line and column in what people wrote.</summary>
    public SourcePlace Place(int line, int column)
    {
        var (ownLine, ownColumn) = origin is null ? (line, column) : origin(line, column);
        return new(name, Math.Max(1, ownLine), Math.Max(1, ownColumn));
    }
}
