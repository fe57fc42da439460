namespace Actors.Templates.Expressions.Evaluation;

/// <summary>CUE's <c>&amp;</c> on values that are known: the same value, or objects that do not contradict each other.</summary>
internal static class Unification
{
    public static object? Unify(object? left, object? right, Budget budget, int position)
    {
        budget.SpendOn(Comparison.Cost(left, right), position);
        return Unified(left, right, position);
    }

    private static object? Unified(object? left, object? right, int position)
    {
        switch (left, right)
        {
            case (MapValue a, MapValue b):
                var entries = new OrderedDictionary<string, object?>(a.Entries, StringComparer.Ordinal);
                foreach (var (name, value) in b.Entries)
                {
                    entries[name] = entries.TryGetValue(name, out var old) ? Unified(old, value, position) : value;
                }

                return new MapValue(entries);
            case (ListValue a, ListValue b) when a.Items.Count == b.Items.Count:
                return new ListValue([.. a.Items.Zip(b.Items, (x, y) => Unified(x, y, position))]);
            default:
                return Comparison.AreEqual(left, right)
                    ? left
                    : throw new ExpressionException($"{Values.KindOf(left)} and {Values.KindOf(right)} that are not the same cannot be one value.", position);
        }
    }
}
