namespace Actors.Templates.Reading;

/// <summary>What a value takes when its aliases are expanded. Additions stop above the bounds, so that no text makes them overflow.</summary>
/// <param name="Values">Number of values, itself included.</param>
/// <param name="Characters">Characters of its texts and keys.</param>
/// <param name="Depth">Levels of nesting; a scalar has none.</param>
internal readonly record struct SourceExtent(int Values, long Characters, int Depth)
{
    /// <summary>The extent of a collection of such values.</summary>
    /// <param name="items">Its items.</param>
    /// <param name="keys">Characters of its keys.</param>
    public static SourceExtent Around(IEnumerable<SourceNode> items, long keys = 0)
    {
        var (values, characters, depth) = (1L, keys, 0);
        foreach (var item in items)
        {
            values += item.Extent.Values;
            characters += item.Extent.Characters;
            depth = Math.Max(depth, item.Extent.Depth);
        }

        return new((int)Math.Min(values, SourceLimits.MaxNodes + 1L), Math.Min(characters, SourceLimits.MaxCharacters + 1L), depth + 1);
    }
}
