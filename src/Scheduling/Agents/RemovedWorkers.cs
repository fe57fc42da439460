using System.Collections.Immutable;
using Actors.Contracts.Identity;

namespace Actors.Scheduling.Agents;

/// <summary>
/// What was removed from the engine a moment ago: lists that were made before still have it, and an engine may take a while to let it go. What is there after that is a worker like any
/// other. Times are of the owner's own monotonic clock.
/// </summary>
public sealed record RemovedWorkers
{
    /// <summary>How long an engine may take.</summary>
    public static readonly TimeSpan GoneAfter = TimeSpan.FromMinutes(2);

    /// <summary>Nothing was removed.</summary>
    public static RemovedWorkers None { get; } = new();

    private ImmutableDictionary<AttemptId, TimeSpan> At { get; init; } = ImmutableDictionary<AttemptId, TimeSpan>.Empty;

    /// <summary>A worker was removed; that it is removed again does not make it more recent.</summary>
    public RemovedWorkers Add(AttemptId attempt, TimeSpan now)
    {
        var recent = At;
        foreach (var (removed, at) in At)
        {
            if (now - at >= GoneAfter) recent = recent.Remove(removed);
        }

        return this with { At = recent.ContainsKey(attempt) ? recent : recent.Add(attempt, now) };
    }

    /// <summary>Whether it was removed a moment ago.</summary>
    public bool IsRecent(AttemptId attempt, TimeSpan now) => At.TryGetValue(attempt, out var at) && now - at < GoneAfter;

    /// <summary>Whether it was removed since a time, so that a list that was asked for then says nothing.</summary>
    public bool IsSince(AttemptId attempt, TimeSpan began) => At.TryGetValue(attempt, out var at) && at >= began;
}
