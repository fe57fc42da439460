using Actors.Templates.Planning;

namespace Actors.Templates.Resolving;

/// <summary>Turns a planned activity into one with concrete values.</summary>
public static class ActivityResolver
{
    /// <summary>Evaluates the expressions of an activity.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="activityId">Id of the activity.</param>
    /// <param name="facts">What is known by now; outputs of everything that the activity depends on.</param>
    /// <returns>The activity, or the findings that prevent it.</returns>
    /// <exception cref="ArgumentException">The plan has no such activity.</exception>
    public static ResolveResult Resolve(RunPlan plan, string activityId, RunFacts facts) => throw new NotImplementedException();
}
