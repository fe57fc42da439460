using Actors.Contracts.Identity;

namespace Actors.Grains.Security;

/// <summary>What a token says.</summary>
/// <param name="Kind">What it is good for.</param>
/// <param name="Attempt">The attempt that it belongs to.</param>
/// <param name="Nonce">The nonce of the worker; empty for a ticket.</param>
public sealed record WorkerToken(WorkerTokenKind Kind, AttemptId Attempt, string Nonce);
