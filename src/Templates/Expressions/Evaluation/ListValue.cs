namespace Actors.Templates.Expressions.Evaluation;

/// <summary>A list or tuple; never changes.</summary>
internal sealed class ListValue : ISized
{
    public ListValue(IReadOnlyList<object?> items, bool isTuple = false)
    {
        (Items, IsTuple) = (items, isTuple);
        foreach (var item in items)
        {
            Size += Values.SizeOf(item) + Values.EntrySize;
            Depth = Math.Max(Depth, Values.DepthOf(item) + 1);
        }
    }

    public IReadOnlyList<object?> Items { get; }

    public bool IsTuple { get; }

    public long Size { get; }

    public int Depth { get; } = 1;
}
