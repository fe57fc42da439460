using Actors.Templates.Expressions.Evaluation;
using Actors.Templates.Expressions.Syntax;

namespace Actors.Templates.Expressions.BuiltIns;

/// <summary>CUE's package list.</summary>
internal static class CueLists
{
    public static IEnumerable<BuiltIn> All { get; } =
    [
        new("list.Contains", "list, x", a => Paid(a).Items.Any(item => Comparison.AreEqual(item, a[1]))),
        new("list.Concat", "lists", Concat),
        new("list.FlattenN", "list, depth", a => new ListValue([.. Flat(a, Paid(a), a.Whole(1))])),
        new("list.Reverse", "list", a => new ListValue([.. Paid(a).Items.Reverse()])),
        new("list.Repeat", "list, count", a => a.Evaluator.Rules.Apply(Operator.Multiply, a.List(0), a.Whole(1), a.Budget, a.Position)),
        new("list.Slice", "list, start, end", Slice),
        new("list.Take", "list, count", a => new ListValue([.. Paid(a).Items.Take(Positive(a, 1))])),
        new("list.Drop", "list, count", a => new ListValue([.. Paid(a).Items.Skip(Positive(a, 1))])),
        new("list.Range", "start, limit, step", Range),
        new("list.Sum", "list", a => Folded(a, Operator.Add, 0L)),
        new("list.Product", "list", a => Folded(a, Operator.Multiply, 1L)),
        new("list.Avg", "list", a => Arithmetic.Divide(Arithmetic.ToDouble(Folded(a, Operator.Add, 0L))!.Value, a.List(0).Items.Count, a.Position)),
        new("list.Min", "list", a => Extreme(a, -1)),
        new("list.Max", "list", a => Extreme(a, 1)),
        new("list.Sort", "list, order", Sort),
        new("list.Ascending", "", a => throw a.Error("it is given to list.Sort and not called.")),
        new("list.Descending", "", a => throw a.Error("it is given to list.Sort and not called.")),
        new("list.SortStrings", "list", a => Sorted(a, isReverse: false)),
        new("list.MinItems", "list, min", a => a.List(0).Items.Count >= a.Whole(1)),
        new("list.MaxItems", "list, max", a => a.List(0).Items.Count <= a.Whole(1)),
        new("list.UniqueItems", "list", a => IsUnique(a)),
    ];

    private static ListValue Paid(Arguments a)
    {
        a.Budget.SpendOn(a.List(0).Size, a.Position);
        return a.List(0);
    }

    private static int Positive(Arguments a, int index) => a.Whole(index) >= 0 ? a.Count(index) : throw a.Error("a count cannot be negative.");

    private static ListValue Concat(Arguments a)
    {
        var lists = Paid(a).Items.Select(item => item as ListValue ?? throw a.Error($"a list of lists is needed, which has {Values.KindOf(item)} in it.")).ToList();
        a.Budget.CheckSize(lists.Sum(list => list.Size), a.Position);
        return new([.. lists.SelectMany(list => list.Items)]);
    }

    private static IEnumerable<object?> Flat(Arguments a, ListValue list, long depth)
    {
        foreach (var item in list.Items)
        {
            a.Budget.Spend(1, a.Position);
            foreach (var each in item is ListValue inner && depth != 0 ? Flat(a, inner, depth - 1) : [item])
            {
                yield return each;
            }
        }
    }

    private static ListValue Slice(Arguments a)
    {
        var items = Paid(a).Items;
        return a.Whole(1) >= 0 && a.Whole(1) <= a.Whole(2) && a.Whole(2) <= items.Count
            ? new([.. items.Take(a.Count(1)..a.Count(2))])
            : throw a.Error("the range is not within the list.");
    }

    private static ListValue Range(Arguments a)
    {
        var (start, limit, step) = (a.Number(0), a.Number(1), a.Number(2));
        if (step == 0)
        {
            throw a.Error("'step' cannot be 0.");
        }

        var items = new List<object?>();
        var value = a[0];
        for (var at = start; step > 0 ? at < limit : at > limit; at = Arithmetic.ToDouble(value)!.Value)
        {
            items.Add(value);
            a.Budget.Spend(1, a.Position);
            a.Budget.CheckSize((long)items.Count * Values.EntrySize, a.Position);
            value = Arithmetic.Compute(Operator.Add, value, a[2], a.Position);
        }

        return new(items);
    }

    private static object? Folded(Arguments a, Operator which, object start)
    {
        var result = (object?)start;
        foreach (var item in Paid(a).Items)
        {
            result = Arithmetic.Compute(which, result, item, a.Position) ?? throw a.Error($"the list has {Values.KindOf(item)} in it, which is no number.");
        }

        return result;
    }

    private static object? Extreme(Arguments a, int sign)
    {
        var items = Paid(a).Items;
        return items.Count == 0 ? throw a.Error("the list is empty.") : items.Aggregate((best, item) => Comparison.Compare(item, best, a.Position) * sign > 0 ? item : best);
    }

    private static ListValue Sort(Arguments a) => a[1] is FunctionValue { BuiltIn.Name: "list.Ascending" or "list.Descending" } order
        ? Sorted(a, order.BuiltIn.Name == "list.Descending")
        : throw a.Error("'order' is list.Ascending or list.Descending; orders of your own are not supported.");

    private static ListValue Sorted(Arguments a, bool isReverse)
    {
        a.Budget.SpendOn(a.List(0).Size * 4, a.Position);
        var items = a.List(0).Items;
        return new([.. Order.Stable(items, items, Comparer<object?>.Create((left, right) => Comparison.Compare(left, right, a.Position)), isReverse)]);
    }

    private static bool IsUnique(Arguments a)
    {
        var items = Paid(a).Items;
        a.Budget.Spend(((long)items.Count * items.Count / 4) + (a.List(0).Size * items.Count / 64), a.Position);
        return !items.Where((item, i) => items.Take(i).Any(other => Comparison.AreEqual(item, other))).Any();
    }
}
