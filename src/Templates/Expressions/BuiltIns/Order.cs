namespace Actors.Templates.Expressions.BuiltIns;

/// <summary>Sorting that keeps equals in their order, also when it is reversed.</summary>
internal static class Order
{
    public static IEnumerable<object?> Stable(IReadOnlyList<object?> items, IReadOnlyList<object?> keys, IComparer<object?> order, bool isReverse)
    {
        var numbers = Enumerable.Range(0, items.Count);
        try
        {
            return [.. (isReverse ? numbers.OrderByDescending(i => keys[i], order) : numbers.OrderBy(i => keys[i], order)).Select(i => items[i])];
        }
        catch (InvalidOperationException e) when (e.InnerException is ExpressionException inner)
        {
            throw inner;
        }
    }
}
