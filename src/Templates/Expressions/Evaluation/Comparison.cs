namespace Actors.Templates.Expressions.Evaluation;

/// <summary>Equality and order of values, the same in both languages.</summary>
internal static class Comparison
{
    /// <summary>Deep equality; whole numbers equal fractions of the same value, a list equals no tuple.</summary>
    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (long a, double b) => a == b,
        (double a, long b) => a == b,
        (ListValue a, ListValue b) => ReferenceEquals(a, b) || (a.IsTuple == b.IsTuple && a.Items.Count == b.Items.Count && a.Items.Zip(b.Items).All(pair => AreEqual(pair.First, pair.Second))),
        (MapValue a, MapValue b) => ReferenceEquals(a, b) || (a.Entries.Count == b.Entries.Count
            && a.Entries.All(entry => b.Entries.TryGetValue(entry.Key, out var other) && AreEqual(entry.Value, other))),
        _ => Equals(left, right),
    };

    /// <summary>Order of numbers, texts, booleans and lists of them.</summary>
    /// <exception cref="ExpressionException">They have no order.</exception>
    public static int Compare(object? left, object? right, int position)
    {
        switch (left, right)
        {
            case (long a, long b):
                return a.CompareTo(b);
            case (long or double, long or double):
                return Arithmetic.ToDouble(left)!.Value.CompareTo(Arithmetic.ToDouble(right)!.Value);
            case (string a, string b):
                return TextUnits.Compare(a, b);
            case (bool a, bool b):
                return a.CompareTo(b);
            case (ListValue a, ListValue b) when a.IsTuple == b.IsTuple:
                for (var i = 0; i < Math.Min(a.Items.Count, b.Items.Count); i++)
                {
                    if (!AreEqual(a.Items[i], b.Items[i]))
                    {
                        return Compare(a.Items[i], b.Items[i], position);
                    }
                }

                return a.Items.Count.CompareTo(b.Items.Count);
            default:
                throw new ExpressionException($"{Values.KindOf(left)} and {Values.KindOf(right)} have no order.", position);
        }
    }

    /// <summary>What comparing costs, in characters.</summary>
    public static long Cost(object? left, object? right) => Math.Min(Values.SizeOf(left), Values.SizeOf(right));
}
