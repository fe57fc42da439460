namespace Actors.Templates.Planning;

/// <summary>Order and cycles of named things.</summary>
internal static class Graph
{
    // Names of a cycle that a message has.
    private const int MaxShown = 20;

    /// <summary>The names in an order in which each follows what it depends on; among equals the given order. Names in a cycle are left out.</summary>
    public static IReadOnlyList<string> Order(IReadOnlyList<string> names, Func<string, IEnumerable<string>> dependsOn)
    {
        var index = names.Distinct(StringComparer.Ordinal).Select((name, i) => (name, i)).ToDictionary(each => each.name, each => each.i, StringComparer.Ordinal);
        var distinct = index.Keys.ToList();
        var open = new int[distinct.Count];
        var dependents = distinct.ConvertAll(_ => new List<int>());
        foreach (var name in distinct)
        {
            foreach (var other in dependsOn(name).Where(index.ContainsKey).Distinct(StringComparer.Ordinal))
            {
                open[index[name]]++;
                dependents[index[other]].Add(index[name]);
            }
        }

        // Wave by wave: what depends on nothing, then what depends on nothing else, and so on.
        var order = new List<string>();
        for (var ready = Enumerable.Range(0, distinct.Count).Where(i => open[i] == 0).ToList(); ready.Count > 0;)
        {
            order.AddRange(ready.Select(i => distinct[i]));
            ready = [.. ready.SelectMany(i => dependents[i]).Where(i => --open[i] == 0).Order()];
        }

        return order;
    }

    /// <summary>A cycle as <c>a → b → a</c>, or null when there is none.</summary>
    public static string? Cycle(IReadOnlyList<string> names, Func<string, IEnumerable<string>> dependsOn)
    {
        var inCycle = names.Except(Order(names, dependsOn), StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        if (inCycle.Count == 0)
        {
            return null;
        }

        // Each name that is left depends on another that is left, so that walking must come round.
        var path = new List<string> { names.First(inCycle.Contains) };
        var places = new Dictionary<string, int>(StringComparer.Ordinal) { [path[0]] = 0 };
        while (true)
        {
            var next = dependsOn(path[^1]).First(inCycle.Contains);
            if (!places.TryAdd(next, path.Count))
            {
                return Shown([.. path.Skip(places[next]), next]);
            }

            path.Add(next);
        }
    }

    private static string Shown(List<string> cycle) => string.Join(" → ", cycle.Count <= MaxShown ? cycle : [.. cycle.Take(MaxShown / 2), "…", .. cycle.TakeLast(MaxShown / 2)]);

    /// <summary>Everything that a name depends on, directly or not; itself only when it is in a cycle.</summary>
    public static HashSet<string> Reachable(string name, Func<string, IEnumerable<string>> dependsOn)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(dependsOn(name));
        while (open.TryPop(out var next))
        {
            if (seen.Add(next))
            {
                foreach (var other in dependsOn(next))
                {
                    open.Push(other);
                }
            }
        }

        return seen;
    }
}
