using Actors.Contracts.Identity;
using Actors.Grains.Activities;
using Actors.Grains.Security;

namespace Actors.Silo.Security;

/// <summary>The worker that calls, as ActivityGrain knows it; a feature of the request.</summary>
/// <param name="Token">Its token or state password.</param>
/// <param name="Kind">Which of the two it is.</param>
/// <param name="Attempt">Its attempt.</param>
/// <param name="Authorization">What it may do.</param>
public sealed record WorkerCaller(string Token, WorkerTokenKind Kind, AttemptId Attempt, WorkerAuthorization Authorization)
{
    /// <inheritdoc/>
    public override string ToString() => $"worker of {Attempt}";
}
