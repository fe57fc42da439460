using Actors.Contracts.Identity;
using Actors.Templates.Kinds;

namespace Actors.Grains.Environments;

/// <summary>Deletes what is stored of an environment outside of its own state.</summary>
internal static class EnvironmentErasure
{
    /// <summary>The document goes last: a deletion that fails on the way is seen, and can be asked for again; once it is gone no run can be planned.</summary>
    public static async Task RunAsync(ActorKey key, EnvironmentServices services, CancellationToken cancellationToken)
    {
        await services.States.DeleteUnderAsync(key.Value, cancellationToken);
        await services.Artifacts.DeleteUnderAsync(key.Value, cancellationToken);
        await services.FunctionStates.DeleteUnderAsync(key.Value, cancellationToken);
        await services.Logs.DeleteUnderAsync(key.Value, cancellationToken);
        await services.Runs.DeleteUnderAsync(key.Value, cancellationToken);
        var segments = key.Segments;
        var versions = await services.Documents.ListAsync(new(segments[0], segments[1], KindNames.Environment, segments[2]), cancellationToken);
        foreach (var version in versions.Items.Select(item => item.Key).Concat(versions.Damaged.Select(item => item.Key)))
        {
            await services.Documents.DeleteAsync(version, cancellationToken);
        }
    }
}
