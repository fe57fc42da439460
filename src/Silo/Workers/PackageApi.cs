using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Contracts.Workers;
using Actors.Silo.Api;
using Actors.Silo.Configuration;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Workers;

/// <summary><c>/workers/v1/packages/{platform}</c>: the packages of a function, kept for the project. The job's own set and no other: which one it is follows from the job, not from the call.</summary>
internal static class PackageApi
{
    private const int ProjectSegments = 2;

    public static void Map(IEndpointRouteBuilder workers, TimeSpan timeout)
    {
        workers.MapPut($"/{WorkerProtocol.Packages}/{{platform}}", PutAsync).WithMetadata(new DisableRequestSizeLimitAttribute()).WithRequestTimeout(timeout);
        workers.MapGet($"/{WorkerProtocol.Packages}/{{platform}}", GetAsync).WithRequestTimeout(timeout);
    }

    private static async Task<IResult> PutAsync(HttpContext context, string platform, IPackageStore packages, IOptions<ActorsOptions> options)
    {
        var (attempt, project, set) = Of(context, platform);
        if (context.Request.ContentLength > options.Value.MaxArtifactBytes)
        {
            throw new ApiException(StatusCodes.Status413PayloadTooLarge, $"The packages are larger than the {options.Value.MaxArtifactBytes} bytes that are kept (Actors:MaxArtifactBytes).");
        }

        return await packages.AddAsync(attempt, project, set, context.Request.Body, options.Value.MaxArtifactBytes, context.RequestAborted) ? Results.NoContent() : throw WorkerApi.Over();
    }

    private static async Task<IResult> GetAsync(HttpContext context, string platform, IPackageStore packages)
    {
        var (_, project, set) = Of(context, platform);
        var content = await packages.OpenAsync(project, set, context.RequestAborted) ?? throw ApiException.NotFound("This set of packages is not kept.");
        return Results.Stream(body => CopyAsync(content, body, () => packages.RemoveAsync(project, set, context.RequestAborted), context.RequestAborted), "application/octet-stream");
    }

    // What cannot be read must not be in the way of those who could install it again.
    private static async Task CopyAsync(Stream content, Stream body, Func<Task> remove, CancellationToken cancellationToken)
    {
        await using var source = content;
        var buffer = new byte[64 * 1024];
        while (true)
        {
            int count;
            try
            {
                count = await source.ReadAsync(buffer, cancellationToken);
            }
            catch (IOException)
            {
                await remove();
                throw;
            }

            if (count == 0)
            {
                return;
            }

            await body.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
    }

    private static (AttemptId Attempt, string Project, string Set) Of(HttpContext context, string platform)
    {
        var caller = WorkerApi.Current(context);
        if (caller.Authorization.Packages is not { } packages)
        {
            throw new ApiException(StatusCodes.Status403Forbidden, "The job has no packages.");
        }

        return PackageSet.IsPlatform(platform)
            ? (caller.Attempt, ActorKey.Of(ActorKey.Parse(caller.Attempt.Activity).Segments.Take(ProjectSegments)).Value, $"{packages} {platform}")
            : throw ApiException.Invalid($"A platform's name may have letters, digits, dots, hyphens and underscores, at most {PackageSet.MaxPlatform}.");
    }
}
