using System.Text.Json;
using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Contracts.Workers;
using Actors.Grains.Activities;
using Actors.Grains.Security;
using Actors.Silo.Api;
using Actors.Silo.Configuration;
using Actors.Silo.Hosting;
using Actors.Silo.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Workers;

/// <summary><c>/workers/v1</c>: what a worker may ask, see <see cref="WorkerProtocol"/>. Answers on the worker listener only.</summary>
public static class WorkerApi
{
    private static readonly TimeSpan TransferTimeout = TimeSpan.FromMinutes(15);

    /// <summary>Maps the endpoints.</summary>
    /// <param name="app">Where to map.</param>
    public static void MapWorkerApi(this IEndpointRouteBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var workers = app.MapGroup("/workers/v1").WithMetadata(new WorkerListenerAttribute());
        workers.MapPost("/session", OpenSessionAsync).AllowAnonymous().WithMetadata(new RequestSizeLimitAttribute(64 * 1024));

        var authorized = workers.MapGroup("").RequireAuthorization(ActorsAuthentication.WorkerPolicy);
        authorized.MapPost("/heartbeat", HeartbeatAsync).WithMetadata(new RequestSizeLimitAttribute(1024));
        authorized.MapPost("/log", AppendLogAsync).WithMetadata(new RequestSizeLimitAttribute(WorkerProtocol.MaxLogChunk));
        authorized.MapPut("/artifacts/{name}", PutArtifactAsync).WithMetadata(new DisableRequestSizeLimitAttribute()).WithRequestTimeout(TransferTimeout);
        authorized.MapGet("/artifacts/{activity}/{name}", GetArtifactAsync).WithRequestTimeout(TransferTimeout);
        authorized.MapPost("/result", ResultAsync).WithMetadata(new RequestSizeLimitAttribute(WorkerProtocol.MaxResult));
        VolumeApi.Map(authorized, TransferTimeout);
        PackageApi.Map(authorized, TransferTimeout);
        WorkDirApi.Map(authorized, TransferTimeout);
        PlanApi.Map(authorized, TransferTimeout);
        StateApi.Map(authorized);
        FunctionLogApi.Map(authorized);
        FunctionStateApi.Map(authorized);
    }

    /// <summary>The calling worker, if its attempt is still the current one.</summary>
    /// <exception cref="ApiException">409: the attempt is over; 403: the token is for the state only.</exception>
    internal static WorkerCaller Current(HttpContext context)
    {
        var caller = context.GetWorkerCaller();
        RefuseStatePassword(caller);
        return caller.Authorization.Verdict == WorkerVerdict.Accepted ? caller : throw Over();
    }

    /// <summary>Who calls with a token of another purpose than a session, if what it belongs to is not over.</summary>
    /// <exception cref="ApiException">403: it is another token, with <paramref name="whose"/> as the reason; 409: over.</exception>
    internal static WorkerCaller Current(HttpContext context, WorkerTokenKind kind, string whose)
    {
        var caller = context.GetWorkerCaller();
        return caller.Kind != kind ? throw new ApiException(StatusCodes.Status403Forbidden, whose)
            : caller.Authorization.Verdict == WorkerVerdict.Accepted ? caller : throw Over();
    }

    internal static ApiException Over() => ApiException.Conflict("The attempt is over or superseded. Stop.");

    private static async Task<IResult> OpenSessionAsync(HttpContext context, IGrainFactory grains, WorkerTokens tokens, IArtifactStore artifacts)
    {
        var request = await JsonSerializer.DeserializeAsync(context.Request.Body, WorkerJson.Default.SessionRequest, context.RequestAborted)
            ?? throw ApiException.Invalid("The body is empty.");
        if (!tokens.TryVerify(request.Ticket, out var ticket) || ticket.Kind != WorkerTokenKind.Ticket)
        {
            throw new ApiException(StatusCodes.Status401Unauthorized, "The ticket is not valid.");
        }

        if (request.Protocol != WorkerProtocol.Version)
        {
            throw ApiException.Invalid($"The worker speaks version {request.Protocol} of the worker protocol, this controller version {WorkerProtocol.Version}. Use the worker of the controller's release.");
        }

        var answer = await grains.GetGrain<IActivityGrain>(ticket.Attempt.Activity).OpenSessionAsync(request);
        if (answer is not { Verdict: WorkerVerdict.Accepted, Session: { } session })
        {
            throw answer.Verdict == WorkerVerdict.Invalid ? new ApiException(StatusCodes.Status401Unauthorized, "The ticket is not valid.") : Over();
        }

        await PlanApi.BeginAsync(session, artifacts, context.RequestAborted);
        return Json(context, session, WorkerJson.Default.SessionResponse);
    }

    private static async Task<IResult> HeartbeatAsync(HttpContext context, IGrainFactory grains)
    {
        var caller = Current(context);
        var answer = await Grain(grains, caller).HeartbeatAsync(caller.Token);
        return answer.Verdict == WorkerVerdict.Accepted ? Json(context, new HeartbeatResponse(answer.Cancel), WorkerJson.Default.HeartbeatResponse) : throw Over();
    }

    private static async Task<IResult> AppendLogAsync(HttpContext context, long offset, ILogStore logs)
    {
        var caller = Current(context);
        if (offset < 0)
        {
            throw ApiException.Invalid("offset must not be negative.");
        }

        using var chunk = new MemoryStream();
        await context.Request.Body.CopyToAsync(chunk, context.RequestAborted);
        var answer = await logs.AppendAsync(caller.Attempt, offset, chunk.GetBuffer().AsMemory(0, (int)chunk.Length), context.RequestAborted);
        return answer.Accepted ? Json(context, new LogResponse(answer.NextOffset, answer.Full), WorkerJson.Default.LogResponse) : throw Over();
    }

    private static async Task<IResult> PutArtifactAsync(HttpContext context, string name, IArtifactStore artifacts, IOptions<ActorsOptions> options)
    {
        var caller = Current(context);
        CheckArtifactName(name);
        return await artifacts.WriteAsync(caller.Attempt, name, context.Request.Body, options.Value.MaxArtifactBytes, context.RequestAborted) ? Results.NoContent() : throw Over();
    }

    private static async Task<IResult> GetArtifactAsync(HttpContext context, string activity, string name, IArtifactStore artifacts)
    {
        var caller = Current(context);
        CheckArtifactName(name);
        if (!caller.Authorization.ReadableActivities.Contains(activity))
        {
            throw new ApiException(StatusCodes.Status403Forbidden, $"The job does not read artifacts of activity '{activity}'.");
        }

        var segments = ActorKey.Parse(caller.Attempt.Activity).Segments;
        var owner = ActorKey.Of([.. segments.SkipLast(1), activity]);
        var content = await artifacts.OpenAsync(owner.Value, name, context.RequestAborted) ?? throw ApiException.NotFound($"Activity '{activity}' has no artifact '{name}'.");
        return Results.Stream(content, "application/octet-stream");
    }

    private static async Task<IResult> ResultAsync(HttpContext context, IGrainFactory grains)
    {
        // Asked although the attempt may be over: only the activity knows whether this very result was accepted before, and its answer was lost.
        var caller = context.GetWorkerCaller();
        RefuseStatePassword(caller);

        var result = await JsonSerializer.DeserializeAsync(context.Request.Body, WorkerJson.Default.WorkerResult, context.RequestAborted)
            ?? throw ApiException.Invalid("The body is empty.");
        return await Grain(grains, caller).ResultAsync(caller.Token, result) == WorkerVerdict.Accepted ? Results.Ok() : throw Over();
    }

    private static IResult Json<T>(HttpContext context, T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(value, type);
    }

    private static IActivityGrain Grain(IGrainFactory grains, WorkerCaller caller) => grains.GetGrain<IActivityGrain>(caller.Attempt.Activity);

    private static void RefuseStatePassword(WorkerCaller caller)
    {
        if (caller.Kind != WorkerTokenKind.Session)
        {
            throw new ApiException(StatusCodes.Status403Forbidden, "This token opens the state, the function's log, the function's values or working directories only.");
        }
    }

    private static void CheckArtifactName(string name)
    {
        if (name.Length is 0 or > 200 || name is "." or ".." || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
        {
            throw ApiException.Invalid("The artifact's name may have letters, digits, dots, hyphens and underscores, at most 200.");
        }
    }
}
