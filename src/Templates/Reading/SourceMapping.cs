namespace Actors.Templates.Reading;

/// <summary>A mapping, in the order of the text, without duplicate keys.</summary>
internal sealed class SourceMapping(IReadOnlyList<SourceEntry> entries, int line, int column) : SourceNode(line, column)
{
    private const int Indexed = 16;
    private Dictionary<string, SourceNode>? _byKey;

    public IReadOnlyList<SourceEntry> Entries { get; } = entries;

    public override SourceExtent Extent { get; } = SourceExtent.Around(entries.Select(entry => entry.Value), entries.Sum(entry => (long)entry.Key.Length));

    public SourceNode? Find(string key)
    {
        if (Entries.Count < Indexed)
        {
            return Entries.FirstOrDefault(entry => entry.Key == key)?.Value;
        }

        _byKey ??= Entries.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        return _byKey.GetValueOrDefault(key);
    }
}
