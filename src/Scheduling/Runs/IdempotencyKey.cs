using Actors.Templates.Planning;

namespace Actors.Scheduling.Runs;

/// <summary>A key that a run was asked for with.</summary>
/// <param name="Key">The caller's key.</param>
/// <param name="Run">The run.</param>
/// <param name="Kind">What was asked for; null: an older program stored it.</param>
public sealed record IdempotencyKey(string Key, string Run, RunKind? Kind = null);
