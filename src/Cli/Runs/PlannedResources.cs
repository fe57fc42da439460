using Actors.Contracts.Activities;
using Actors.Contracts.Api;

namespace Actors.Cli.Runs;

/// <summary>What came out of a run that plans, resource by resource.</summary>
internal static class PlannedResources
{
    /// <summary>The resources that OpenTofu makes, in the order of the run.</summary>
    /// <param name="run">The run.</param>
    /// <returns>Each with its summary, or why there is none.</returns>
    public static IEnumerable<(string Resource, string Says)> Of(RunDocument run) => run.Status.Activities
        .Where(activity => activity is { Spec: { Kind: WorkerKind.OpenTofu, Resource: not null } })
        .Select(activity => (activity.Spec.Resource!, Says(activity.Status)));

    private static string Says(ActivityDocumentStatus status) => status.State switch
    {
        ActivityStatus.Succeeded => status.Message ?? "Planned; its log has the changes.",
        ActivityStatus.Skipped when status.Reason == ReasonCode.NotNeeded => $"Not planned: {status.Message}",
        _ => $"{status.State}: {ActivityRow.Why(status)}",
    };
}
