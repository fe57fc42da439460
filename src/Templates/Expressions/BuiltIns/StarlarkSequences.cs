using Actors.Templates.Expressions.Evaluation;

namespace Actors.Templates.Expressions.BuiltIns;

/// <summary>Starlark's functions on lists and objects.</summary>
internal static class StarlarkSequences
{
    public static IEnumerable<BuiltIn> All { get; } =
    [
        new("list", "x?", a => new ListValue(a.Has(0) ? a.Each(a[0]) : [])),
        new("tuple", "x?", a => new ListValue(a.Has(0) ? a.Each(a[0]) : [], isTuple: true)),
        new("dict", "pairs?", Dict) { TakesNames = true },
        new("range", "start, stop?, step?", Range),
        new("sorted", "x, key?, reverse?", Sorted),
        new("reversed", "x", a => new ListValue([.. Enumerable.Reverse(a.Each(a[0]))])),
        new("min", "key?, values*", a => Extreme(a, -1)) { NamesOnly = true },
        new("max", "key?, values*", a => Extreme(a, 1)) { NamesOnly = true },
        new("any", "x", a => a.Each(a[0]).Exists(item => a.Evaluator.Rules.IsTrue(item, a.Position))),
        new("all", "x", a => a.Each(a[0]).TrueForAll(item => a.Evaluator.Rules.IsTrue(item, a.Position))),
        new("enumerate", "x, start?", Enumerate),
        new("zip", "lists*", Zip),
    ];

    private static ListValue Pair(object? first, object? second) => new([first, second], isTuple: true);

    private static MapValue Dict(Arguments a)
    {
        var entries = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        if (a[0] is MapValue map)
        {
            foreach (var (name, value) in map.Entries)
            {
                entries[name] = value;
            }
        }
        else if (a.Has(0))
        {
            foreach (var pair in a.Each(a[0]))
            {
                entries[pair is ListValue { Items: [string name, _] } ? name : throw a.Error("'pairs' is a list of [name, value], with texts as names.")] = ((ListValue)pair).Items[1];
            }
        }

        foreach (var (name, value) in a.Named)
        {
            entries[name] = value;
        }

        a.Budget.Spend(entries.Count, a.Position);
        return new(entries);
    }

    private static ListValue Enumerate(Arguments a)
    {
        var start = a.Whole(1, 0);
        return start is > int.MinValue and < int.MaxValue
            ? new([.. a.Each(a[0]).Select((item, i) => Pair(start + i, item))])
            : throw a.Error("'start' is too large.");
    }

    private static ListValue Range(Arguments a)
    {
        var (start, stop) = a.Has(1) ? (a.Whole(0), a.Whole(1)) : (0, a.Whole(0));
        var step = a.Whole(2, 1);
        if (step == 0)
        {
            throw a.Error("'step' cannot be 0.");
        }

        var span = step > 0 ? (Int128)stop - start : (Int128)start - stop;
        var size = Int128.Abs(step);
        var count = span <= 0 ? 0 : (span + size - 1) / size;
        a.Budget.CheckSize((long)Int128.Min(count, long.MaxValue / Values.EntrySize) * Values.EntrySize, a.Position);
        a.Budget.Spend((long)count, a.Position);
        return new([.. Enumerable.Range(0, (int)count).Select(i => (object?)(start + (i * step)))]);
    }

    private static ListValue Sorted(Arguments a)
    {
        var items = a.Each(a[0]);
        a.Budget.SpendOn(Values.SizeOf(a[0]) * 4, a.Position);
        var keys = a[1] is null ? items : items.ConvertAll(item => a.Call(a[1], item));
        var order = Comparer<object?>.Create((left, right) => Comparison.Compare(left, right, a.Position));
        var isReverse = a.Flag(2, false);
        return new([.. Order.Stable(items, keys, order, isReverse)]);
    }

    private static object? Extreme(Arguments a, int sign)
    {
        var items = a.Rest.Count == 1 ? a.Each(a.Rest[0]) : [.. a.Rest];
        if (items.Count == 0)
        {
            throw a.Error("there are no values.");
        }

        var best = items[0];
        var bestKey = a[0] is null ? best : a.Call(a[0], best);
        foreach (var item in items.Skip(1))
        {
            var key = a[0] is null ? item : a.Call(a[0], item);
            a.Budget.SpendOn(Comparison.Cost(key, bestKey), a.Position);
            if (Comparison.Compare(key, bestKey, a.Position) * sign > 0)
            {
                (best, bestKey) = (item, key);
            }
        }

        return best;
    }

    private static ListValue Zip(Arguments a)
    {
        var lists = a.Rest.Select(a.Each).ToList();
        var count = lists.Count == 0 ? 0 : lists.Min(list => list.Count);
        a.Budget.Spend((long)count * lists.Count, a.Position);
        a.Budget.CheckSize((long)count * (lists.Count + 1) * Values.EntrySize, a.Position);
        return new([.. Enumerable.Range(0, count).Select(i => new ListValue([.. lists.Select(list => list[i])], isTuple: true))]);
    }
}
