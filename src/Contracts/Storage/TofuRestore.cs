using Actors.Contracts.Identity;

namespace Actors.Contracts.Storage;

/// <summary>What came of restoring an OpenTofu state.</summary>
/// <param name="Outcome">Whether it was restored, or what is in the way.</param>
/// <param name="Version">Number of the version that was made; 0: none was.</param>
/// <param name="Attempt">The attempt that is in the way.</param>
public sealed record TofuRestore(TofuRestoreOutcome Outcome, long Version = 0, AttemptId? Attempt = null);
