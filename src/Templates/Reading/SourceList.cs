namespace Actors.Templates.Reading;

/// <summary>A list.</summary>
internal sealed class SourceList(IReadOnlyList<SourceNode> items, int line, int column) : SourceNode(line, column)
{
    public IReadOnlyList<SourceNode> Items { get; } = items;

    public override SourceExtent Extent { get; } = SourceExtent.Around(items);
}
