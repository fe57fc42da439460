namespace Actors.Templates.Reading;

/// <summary>A key of a mapping with its value and the place of the key.</summary>
internal sealed record SourceEntry(string Key, SourceNode Value, int Line, int Column);
