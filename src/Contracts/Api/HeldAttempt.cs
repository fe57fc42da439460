namespace Actors.Contracts.Api;

/// <summary>An attempt that an agent holds.</summary>
/// <param name="Activity">Key of the activity.</param>
/// <param name="Attempt">Number of the attempt.</param>
public sealed record HeldAttempt(string Activity, int Attempt);
