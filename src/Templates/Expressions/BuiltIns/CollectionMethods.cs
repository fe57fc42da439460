using Actors.Templates.Expressions.Evaluation;

namespace Actors.Templates.Expressions.BuiltIns;

/// <summary>Methods of Starlark's lists and objects.</summary>
internal static class CollectionMethods
{
    public static IEnumerable<BuiltIn> OfLists { get; } =
    [
        new("index", "., x", a => Index(a)),
    ];

    public static IEnumerable<BuiltIn> OfMaps { get; } =
    [
        new("get", "., key, default?", a => a.Map(0).Entries.TryGetValue(a.Text(1), out var value) ? value : a[2]),
        new("keys", ".", a => new ListValue([.. Paid(a).Entries.Keys])),
        new("values", ".", a => new ListValue([.. Paid(a).Entries.Values])),
        new("items", ".", a => new ListValue([.. Paid(a).Entries.Select(entry => new ListValue([entry.Key, entry.Value], isTuple: true))])),
    ];

    private static MapValue Paid(Arguments a)
    {
        a.Budget.Spend(a.Map(0).Entries.Count, a.Position);
        return a.Map(0);
    }

    private static long Index(Arguments a)
    {
        a.Budget.SpendOn(a.List(0).Size, a.Position);
        var items = a.List(0).Items;
        for (var i = 0; i < items.Count; i++)
        {
            if (Comparison.AreEqual(items[i], a[1]))
            {
                return i;
            }
        }

        throw a.Error("the list does not have it.");
    }
}
