namespace Actors.Scheduling.Capacity;

/// <summary>Whether the workers of an agent fit on its engine.</summary>
/// <param name="Fits">Whether they do; null: the engine does not tell enough.</param>
/// <param name="Line">The comparison in one line, with what to change.</param>
/// <param name="Needs">The comparison for each kind of worker.</param>
public sealed record CapacityVerdict(bool? Fits, string Line, IReadOnlyList<CapacityNeed> Needs);
