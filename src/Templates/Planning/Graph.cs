namespace Actors.Templates.Planning;

/// <summary>Order and cycles of named things.</summary>
internal static class Graph
{
    /// <summary>The names in an order in which each follows what it depends on; among equals the given order. Names in a cycle are left out.</summary>
    public static IReadOnlyList<string> Order(IReadOnlyList<string> names, Func<string, IEnumerable<string>> dependsOn)
    {
        var known = names.ToHashSet(StringComparer.Ordinal);
        var done = new HashSet<string>(StringComparer.Ordinal);
        var order = new List<string>();
        var waiting = names.ToList();
        while (waiting.Count > 0)
        {
            var ready = waiting.Where(name => dependsOn(name).All(other => done.Contains(other) || !known.Contains(other))).ToList();
            if (ready.Count == 0)
            {
                break;
            }

            order.AddRange(ready);
            done.UnionWith(ready);
            waiting.RemoveAll(done.Contains);
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
        while (true)
        {
            var next = dependsOn(path[^1]).First(inCycle.Contains);
            var seen = path.IndexOf(next);
            if (seen >= 0)
            {
                return string.Join(" → ", path.Skip(seen).Append(next));
            }

            path.Add(next);
        }
    }

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
