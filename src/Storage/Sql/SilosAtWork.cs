namespace Actors.Storage.Sql;

/// <summary>
/// A schema is changed only while nobody works with the one from before: silos of the older build would read and write what is no longer there. Whoever is in the table of silos,
/// is not dead and was alive recently is at work.
/// </summary>
internal static class SilosAtWork
{
    /// <summary>Seconds for which a silo that was killed counts as alive; each says every 5 s that it is.</summary>
    public const int Seconds = 30;

    /// <summary>Joining (2) to stopping (5): what is neither new nor dead.</summary>
    public const string Condition = "status BETWEEN 2 AND 5";

    /// <summary>Refuses when there are any.</summary>
    /// <param name="store">The database, for the message.</param>
    /// <param name="version">The schema that it has.</param>
    /// <param name="next">The schema that it is to get.</param>
    /// <param name="silos">Names of those that are at work.</param>
    /// <exception cref="InvalidOperationException">There are some.</exception>
    public static void Refuse(string store, long version, long next, IReadOnlyList<string> silos)
    {
        if (silos.Count == 0) return;
        throw new InvalidOperationException($"The {store} has schema {version}, and this build needs {next}, to which it cannot be brought while silos of another build use it ({string.Join(", ", silos)}): "
            + $"stop all silos, then start this build (one that was killed counts for {Seconds} s).");
    }
}
