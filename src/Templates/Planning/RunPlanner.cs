namespace Actors.Templates.Planning;

/// <summary>Plans runs: documents in, a graph of activities out. Pure.</summary>
public static class RunPlanner
{
    /// <summary>Plans a deploy or a destroy.</summary>
    /// <param name="request">What to plan.</param>
    /// <returns>The plan, or the findings that prevent it.</returns>
    public static PlanResult Plan(PlanRequest request) => throw new NotImplementedException();
}
