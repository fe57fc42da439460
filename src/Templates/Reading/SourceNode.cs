namespace Actors.Templates.Reading;

/// <summary>A value of a text with the place where it stands; YAML and JSON alike.</summary>
internal abstract class SourceNode(int line, int column)
{
    public int Line { get; } = line;

    public int Column { get; } = column;

    /// <summary>What it takes with aliases counted as often as they are used.</summary>
    public abstract SourceExtent Extent { get; }
}
