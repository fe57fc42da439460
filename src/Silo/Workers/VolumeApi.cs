using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Contracts.Workers;
using Actors.Silo.Api;
using Actors.Silo.Configuration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Workers;

/// <summary><c>/workers/v1/volumes/{name}</c>: what is kept of the volumes of an environment, for the jobs that name them.</summary>
internal static class VolumeApi
{
    private const int EnvironmentSegments = 3;

    public static void Map(IEndpointRouteBuilder workers, TimeSpan timeout)
    {
        workers.MapPut($"/{WorkerProtocol.Volumes}/{{name}}", PutAsync).WithMetadata(new DisableRequestSizeLimitAttribute()).WithRequestTimeout(timeout);
        workers.MapGet($"/{WorkerProtocol.Volumes}/{{name}}", GetAsync).WithRequestTimeout(timeout);
    }

    private static async Task<IResult> PutAsync(HttpContext context, string name, IArtifactStore artifacts, IOptions<ActorsOptions> options)
    {
        var (attempt, owner) = Owner(context, name);
        return await artifacts.WriteAsync(attempt, owner, name, context.Request.Body, options.Value.MaxArtifactBytes, context.RequestAborted) ? Results.NoContent() : throw WorkerApi.Over();
    }

    private static async Task<IResult> GetAsync(HttpContext context, string name, IArtifactStore artifacts)
    {
        var (_, owner) = Owner(context, name);
        return Results.Stream(await artifacts.OpenAsync(owner, name, context.RequestAborted) ?? throw ApiException.NotFound("Nothing was kept of this volume yet."), "application/octet-stream");
    }

    // Below the environment's key, so that it is deleted with the environment, and beside its runs.
    private static (AttemptId Attempt, string Owner) Owner(HttpContext context, string name)
    {
        var caller = WorkerApi.Current(context);
        return caller.Authorization.Volumes.Contains(name)
            ? (caller.Attempt, ActorKey.Of([.. ActorKey.Parse(caller.Attempt.Activity).Segments.Take(EnvironmentSegments), WorkerProtocol.Volumes]).Value)
            : throw new ApiException(StatusCodes.Status403Forbidden, "The job has no such volume.");
    }
}
