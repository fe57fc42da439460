namespace Actors.Templates.Reading;

/// <summary>The text cannot be read on from a place.</summary>
internal sealed class SourceException(string message, int line, int column) : Exception(message)
{
    public int Line { get; } = line;

    public int Column { get; } = column;
}
