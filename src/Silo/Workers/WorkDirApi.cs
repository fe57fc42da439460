using System.IO.Compression;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Contracts.Workers;
using Actors.Grains.Activities;
using Actors.Grains.Security;
using Actors.Silo.Api;
using Actors.Silo.Security;
using ZstdSharp;

namespace Actors.Silo.Workers;

/// <summary><c>GET /workers/v1/workdirs/{activity}/job.tar.zst</c>: a working directory that the expressions of a job read, for whoever bears the token that they gave.</summary>
internal static class WorkDirApi
{
    public static void Map(IEndpointRouteBuilder workers, TimeSpan timeout) =>
        workers.MapGet($"/{WorkerProtocol.WorkDirs}/{{activity}}/{WorkDirAddress.FileName}", GetAsync).WithRequestTimeout(timeout);

    private static async Task<IResult> GetAsync(HttpContext context, string activity, IArtifactStore artifacts, WorkDirGate gate)
    {
        var caller = WorkerApi.Current(context, WorkerTokenKind.WorkDir, "Working directories are opened by the token that stands beside their url.");
        if (!caller.Authorization.ReadableActivities.Contains(activity))
        {
            throw new ApiException(StatusCodes.Status403Forbidden, $"No expression of the activity that this token was given to reads the working directory of '{activity}'.");
        }

        var owner = ActorKey.Of([.. ActorKey.Parse(caller.Attempt.Activity).Segments.SkipLast(1), activity]);
        context.Response.RegisterForDispose(await gate.EnterAsync(caller.Attempt.Activity, context.RequestAborted));
        var packed = await artifacts.OpenAsync(owner.Value, ArtifactRef.WorkDirName, context.RequestAborted)
            ?? throw ApiException.NotFound($"The working directory of activity '{activity}' is not kept any more.");
        context.Response.Headers.CacheControl = "no-store";
        return Results.Stream(body => RepackAsync(packed, body, context.RequestAborted), "application/zstd", WorkDirAddress.FileName);
    }

    // Kept as gzip, which every worker can unpack; read as what those who know these archives expect.
    private static async Task RepackAsync(Stream packed, Stream body, CancellationToken cancellationToken)
    {
        await using var source = new GZipStream(packed, CompressionMode.Decompress);
        await using var target = new CompressionStream(body, leaveOpen: true);
        var buffer = new byte[128 * 1024];
        var left = WorkDirGate.MaxBytes;
        for (int read; (read = await source.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            // Whoever packed it may have meant harm. The connection is cut, as nothing else tells a reader who has begun.
            left = left >= read ? left - read : throw new InvalidDataException($"A working directory has more than {WorkDirGate.MaxBytes} bytes.");
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }
}
