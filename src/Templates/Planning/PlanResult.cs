using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>A plan, or the reasons why there is none; never half a plan.</summary>
/// <param name="Plan">The plan; null when any finding is an error.</param>
/// <param name="Findings">Errors and warnings.</param>
public sealed record PlanResult(RunPlan? Plan, IReadOnlyList<Finding> Findings)
{
    /// <summary>What a deploy by this plan launches; null when there is no plan, or it is no deploy.</summary>
    public Launch? Launch { get; init; }

    /// <summary>What of the plan nothing carries out yet, a sentence each: a run with it is refused before it starts. Of a run that only plans, what of its deploy; empty when all of it can be carried out.</summary>
    public IReadOnlyList<string> Unsupported { get; init; } = [];

    /// <summary>The plan, or the findings as an exception.</summary>
    /// <returns>The plan.</returns>
    /// <exception cref="DocumentException">There is no plan.</exception>
    public RunPlan PlanOrThrow() => Plan ?? throw new DocumentException(Findings);
}
