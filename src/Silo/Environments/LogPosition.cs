using System.Globalization;

namespace Actors.Silo.Environments;

/// <summary>How far a follower has come: the id of an event.</summary>
/// <param name="Attempt">Number of the attempt; 0: none yet.</param>
/// <param name="Offset">Bytes of its log that were sent.</param>
/// <param name="Ended">Whether everything was sent.</param>
internal readonly record struct LogPosition(int Attempt, long Offset, bool Ended = false)
{
    private const string End = ".end";

    /// <summary>Reads an id.</summary>
    /// <returns>The position; null when it is none.</returns>
    public static LogPosition? Parse(string id)
    {
        var ended = id.EndsWith(End, StringComparison.Ordinal);
        var parts = (ended ? id[..^End.Length] : id).Split('.');
        return parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var attempt)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? new(attempt, offset, ended) : null;
    }

    /// <summary>The id: attempt and offset.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Attempt}.{Offset}{(Ended ? End : "")}");
}
