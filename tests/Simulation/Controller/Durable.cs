using System.Collections.Immutable;
using System.Text.Json;
using Actors.Scheduling.Activities;
using Actors.Scheduling.Queues;
using Actors.Scheduling.Runs;

namespace Actors.Simulation.Controller;

/// <summary>
/// What is left of a state when it was stored and is read again. Most seeds leave out what is volatile, which costs nothing; some seeds write and read JSON as the store does.
/// A test holds that both come to the same.
/// </summary>
public static class Durable
{
    private static readonly ActivityMemory NoActivityMemory = new();
    private static readonly QueueMemory NoQueueMemory = new();
    private static readonly RunState NewRun = new();

    public static ActivityState Of(ActivityState state) => state with { Memory = NoActivityMemory };

    public static QueueState Of(QueueState state) => state with { Memory = NoQueueMemory };

    public static RunState Of(RunState state) => state with
    {
        Current = state.Current is { } current ? Of(current) : null,
        Retired = [.. state.Retired.Select(Of)],
        Round = NewRun.Round,
        NextRound = default,
        ConfirmedAt = default,
        Forgotten = false,
    };

    public static byte[] Json<TState>(TState state) => JsonSerializer.SerializeToUtf8Bytes(state);

    public static TState OfJson<TState>(byte[] json) => JsonSerializer.Deserialize<TState>(json)!;

    /// <summary>Whether nothing durable changed. States are immutable: what is kept is kept as it is.</summary>
    public static bool Same(ActivityState before, ActivityState after) => ReferenceEquals(before, after) || after with { Memory = before.Memory } == before;

    private static RunRecord Of(RunRecord run) => run with { Archived = false, Nodes = Of(run.Nodes) };

    private static ImmutableList<RunNode> Of(ImmutableList<RunNode> nodes)
    {
        var changed = nodes.ToBuilder();
        for (var i = 0; i < changed.Count; i++)
        {
            if (changed[i] is { LiveView: not null } or { CreatedRound: > 0 } or { CancelTold: true } or { Cleared: true })
                changed[i] = changed[i] with { LiveView = null, CreatedRound = 0, CancelTold = false, Cleared = false };
        }

        return changed.ToImmutable();
    }
}
