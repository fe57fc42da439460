namespace Actors.Scheduling.Hosting;

/// <summary>Compares what is outstanding before and after a step.</summary>
public static class Outstanding
{
    /// <summary>
    /// What a step made outstanding: effects of <paramref name="after"/> that <paramref name="before"/> does not have, compared by value, in their order. Neither list may have an effect
    /// twice. Lists that are mostly the same at both ends, as those of one machine are, cost a walk over them.
    /// </summary>
    public static IReadOnlyList<TEffect> Since<TEffect>(IReadOnlyList<TEffect> before, IReadOnlyList<TEffect> after)
        where TEffect : notnull
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (before.Count == 0 || after.Count == 0) return after;
        var start = 0;
        while (start < before.Count && start < after.Count && before[start].Equals(after[start])) start++;
        var (oldEnd, newEnd) = (before.Count, after.Count);
        while (oldEnd > start && newEnd > start && before[oldEnd - 1].Equals(after[newEnd - 1])) (oldEnd, newEnd) = (oldEnd - 1, newEnd - 1);
        return newEnd == start ? [] : [.. after.Take(start..newEnd).Except(before.Take(start..oldEnd))];
    }
}
