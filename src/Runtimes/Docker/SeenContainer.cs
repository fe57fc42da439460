using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;

namespace Actors.Runtimes.Docker;

/// <summary>A container of this agent as it was seen.</summary>
/// <param name="Id">The engine's id of it: another container of the same name has another.</param>
/// <param name="Observation">What it means.</param>
/// <param name="EndsAt">When its longest life is over, by the engine's clock; null: never, or it does not run.</param>
internal sealed record SeenContainer(string Id, WorkerObservation Observation, DateTimeOffset? EndsAt)
{
    /// <summary>Its name.</summary>
    public string Name => Observation.Worker;
    /// <summary>The attempt that it runs.</summary>
    public AttemptId Attempt => Observation.Attempt;
    /// <summary>Whether it runs.</summary>
    public bool Running => Observation.Phase == WorkerPhase.Running;
    /// <summary>Whether it has ended, or never will start.</summary>
    public bool Ended => Observation.Phase == WorkerPhase.Ended;
}
