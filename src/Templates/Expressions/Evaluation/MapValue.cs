namespace Actors.Templates.Expressions.Evaluation;

/// <summary>An object, in the order in which its names were put in; never changes.</summary>
internal sealed class MapValue : ISized
{
    public MapValue(OrderedDictionary<string, object?> entries)
    {
        Entries = entries;
        foreach (var (name, value) in entries)
        {
            Size += Values.SizeOf(value) + name.Length + Values.EntrySize;
            Depth = Math.Max(Depth, Values.DepthOf(value) + 1);
        }
    }

    public OrderedDictionary<string, object?> Entries { get; }

    public long Size { get; }

    public int Depth { get; } = 1;
}
