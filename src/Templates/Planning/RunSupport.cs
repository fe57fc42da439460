namespace Actors.Templates.Planning;

/// <summary>What plans may hold that nothing carries out yet: a run with it is refused before it starts.</summary>
internal static class RunSupport
{
    /// <summary>What of a plan cannot be carried out.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>A sentence each, naming the activity and the place that asks for it; empty when all of it can be carried out.</returns>
    public static IReadOnlyList<string> Missing(RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return [.. plan.Activities.Where(activity => activity.Skipped is null).Select(activity => (activity, What: Missing(activity)))
            .Where(each => each.What is not null).Select(each => $"{each.activity.Origin}: {each.What}, which '{each.activity.Id}' asks for, are not supported yet.")];
    }

    private static string? Missing(PlannedActivity activity) => activity.Job switch
    {
        ApprovalPlan => "Approvals",
        NotificationPlan => "Notifications",
        _ => null,
    };
}
