using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Contracts.Workers;
using Actors.Grains.Activities;
using Actors.Silo.Api;
using Microsoft.AspNetCore.Mvc;

namespace Actors.Silo.Workers;

/// <summary><c>/workers/v1/plans</c>: an OpenTofu job keeps the plan that it made, and one that applies another's plan reads that.</summary>
internal static class PlanApi
{
    public static void Map(IEndpointRouteBuilder workers, TimeSpan timeout)
    {
        workers.MapPut($"/{WorkerProtocol.Plans}/{{name}}", PutAsync).WithMetadata(new DisableRequestSizeLimitAttribute()).WithRequestTimeout(timeout);
        workers.MapGet($"/{WorkerProtocol.Plans}/{{activity}}", GetAsync).WithRequestTimeout(timeout);
    }

    /// <summary>
    /// An attempt begins: what an earlier one kept goes, so that the files are always those of one attempt, and one that never comes to its plan has none. The earlier one can write no more by now.
    /// </summary>
    public static async Task BeginAsync(SessionResponse session, IArtifactStore artifacts, CancellationToken cancellationToken)
    {
        if (session.Job.OpenTofu is not null)
        {
            await artifacts.DeleteUnderAsync(KeptPlans.Of(session.Attempt.Activity), cancellationToken);
        }
    }

    private static async Task<IResult> PutAsync(HttpContext context, string name, IArtifactStore artifacts)
    {
        var caller = WorkerApi.Current(context);
        if (!caller.Authorization.KeepsPlan || !PlanFiles.All.Contains(name))
        {
            throw new ApiException(StatusCodes.Status403Forbidden, $"The job keeps no '{name}' of a plan.");
        }

        return await artifacts.WriteAsync(caller.Attempt, KeptPlans.Of(caller.Attempt.Activity), name, context.Request.Body, PlanFiles.MaxOf(name), context.RequestAborted) ? Results.NoContent() : throw WorkerApi.Over();
    }

    private static async Task<IResult> GetAsync(HttpContext context, string activity, IArtifactStore artifacts)
    {
        var caller = WorkerApi.Current(context);
        if (caller.Authorization.PlanOf != activity)
        {
            throw new ApiException(StatusCodes.Status403Forbidden, $"The job does not apply the plan of activity '{activity}'.");
        }

        var planned = ActorKey.Of([.. ActorKey.Parse(caller.Attempt.Activity).Segments.SkipLast(1), activity]);
        var content = await artifacts.OpenAsync(KeptPlans.Of(planned.Value), PlanFiles.Binary, context.RequestAborted) ?? throw ApiException.NotFound($"No plan of activity '{activity}' is kept.");
        return Results.Stream(content, "application/octet-stream");
    }
}
