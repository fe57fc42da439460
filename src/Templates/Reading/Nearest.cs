namespace Actors.Templates.Reading;

/// <summary>Suggestions for misspelt names.</summary>
public static class Nearest
{
    /// <summary>A sentence with the nearest known name, or nothing when none is near.</summary>
    public static string Hint(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        var best = Find(name, known);
        return best is null ? "" : $" Did you mean '{best}'?";
    }

    /// <summary>The known name with the fewest changes, if at most a third of its letters change.</summary>
    public static string? Find(string name, IEnumerable<string> known, int most = 3)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > 100)
        {
            return null;
        }

        return known
            .Where(candidate => Math.Abs(candidate.Length - name.Length) <= 3)
            .Take(1_000)
            .Select(candidate => (candidate, distance: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(pair => pair.distance <= Math.Max(1, Math.Min(most, name.Length / 3)))
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => !name.Contains(pair.candidate, StringComparison.OrdinalIgnoreCase))
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
    }

    // Changes, insertions, removals and swaps of neighbours.
    private static int Distance(string left, string right)
    {
        var distances = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    distances[i, j] = i + j;
                    continue;
                }

                var change = distances[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                var best = Math.Min(change, Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1);
                var isSwap = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
                distances[i, j] = isSwap ? Math.Min(best, distances[i - 2, j - 2] + 1) : best;
            }
        }

        return distances[left.Length, right.Length];
    }
}
