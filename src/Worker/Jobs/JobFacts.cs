using Actors.Contracts.Activities;

namespace Actors.Worker.Jobs;

/// <summary>What became known while a job ran, and is said of it however it ends.</summary>
internal sealed class JobFacts
{
    /// <summary>What its OpenTofu plan changes; null: it planned nothing so far.</summary>
    public PlanSummary? Plan { get; set; }
}
