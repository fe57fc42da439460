namespace Actors.Templates.Reading;

/// <summary>Suggestions for misspelt names.</summary>
internal static class Nearest
{
    /// <summary>A sentence with the nearest known name, or nothing when none is near.</summary>
    public static string Hint(string name, IEnumerable<string> known)
    {
        var best = Find(name, known);
        return best is null ? "" : $" Did you mean '{best}'?";
    }

    /// <summary>The known name with the fewest changes, if at most a third of its letters change.</summary>
    public static string? Find(string name, IEnumerable<string> known)
    {
        if (name.Length is 0 or > 100)
        {
            return null;
        }

        return known
            .Where(candidate => Math.Abs(candidate.Length - name.Length) <= 3)
            .Take(1_000)
            .Select(candidate => (candidate, distance: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(pair => pair.distance <= Math.Max(1, Math.Min(3, name.Length / 3)))
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
    }

    private static int Distance(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var current = new int[right.Length + 1];
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(change, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[^1];
    }
}
