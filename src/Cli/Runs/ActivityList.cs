using Actors.Cli.Api;
using Actors.Cli.Inspection;
using Actors.Contracts.Api;

namespace Actors.Cli.Runs;

/// <summary>Reads the activities of a run.</summary>
internal static class ActivityList
{
    /// <summary>Every activity of the run, or of the current run when the target names none.</summary>
    public static async Task<IReadOnlyList<ActivityDocument>> ReadAsync(ApiClient api, RunTarget target, CancellationToken cancellation)
    {
        var list = await ListReader.ReadAllAsync(
            api, ApiPaths.Activities(target.Project, target.Environment, target.Run.Length > 0 ? target.Run : null), cancellation);
        return ApiClient.Read(list, ApiJson.Default.DocumentListActivityDocument).Items;
    }
}
