using Actors.Contracts.Activities;

namespace Actors.Contracts.Runtimes;

/// <summary>The engine could not start a worker.</summary>
/// <param name="reason">Why.</param>
/// <param name="message">The engine's own words and the way out.</param>
/// <param name="inner">What the engine's client threw.</param>
public sealed class WorkerStartException(ReasonCode reason, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Why.</summary>
    public ReasonCode Reason { get; } = reason;
}
