namespace Actors.Templates.Reading;

/// <summary>A mapping, in the order of the text, without duplicate keys.</summary>
internal sealed class SourceMapping(IReadOnlyList<SourceEntry> entries, int line, int column) : SourceNode(line, column)
{
    public IReadOnlyList<SourceEntry> Entries { get; } = entries;

    public override int Size { get; } = SourceLimits.Sum(entries.Select(entry => entry.Value));

    public SourceNode? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key)?.Value;
}
