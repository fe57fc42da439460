using Actors.Templates.Planning;

namespace Actors.Grains.Environments;

/// <summary>A stored plan, or the answer that says why there is none.</summary>
internal sealed record PlanOutcome(RunPlan? Plan, RunAnswer? Refusal, Launch? Launch = null);
