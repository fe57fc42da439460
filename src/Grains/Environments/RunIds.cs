namespace Actors.Grains.Environments;

/// <summary>Ids of the runs of an environment: ULIDs, each greater than those before it, so that their order is the order in which the runs were asked for.</summary>
internal static class RunIds
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);

    /// <summary>An id that is greater than the others, whatever the clock says: two of the same millisecond differ by chance only, and a clock may be set back.</summary>
    public static string After(IEnumerable<string?> others, DateTimeOffset now)
    {
        var id = Ulid.NewUlid(now);
        foreach (var other in others)
        {
            if (Ulid.TryParse(other, out var known) && known.CompareTo(id) >= 0)
            {
                id = Ulid.NewUlid(known.Time + Step);
            }
        }

        return id.ToString();
    }
}
