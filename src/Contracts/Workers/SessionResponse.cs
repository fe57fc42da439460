using Actors.Contracts.Identity;

namespace Actors.Contracts.Workers;

/// <summary>Answer to <see cref="SessionRequest"/>.</summary>
public sealed record SessionResponse
{
    /// <summary>The attempt.</summary>
    public required AttemptId Attempt { get; init; }
    /// <summary>Bearer token for every other call of this worker; stays in its memory.</summary>
    public required string Token { get; init; }
    /// <summary>What to do.</summary>
    public required WorkerJob Job { get; init; }
    /// <summary>Time between heartbeats.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(5);
    /// <summary>After this time without an answer the controller gives the attempt away; the worker counts from its last answered sending and gives up earlier (SIGINT at ½, SIGKILL at ⅔).</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>W3C <c>traceparent</c> for the header of the worker's further calls; null: nobody traces.</summary>
    public string? TraceParent { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"session of {Attempt}";
}
