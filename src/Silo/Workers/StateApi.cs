using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Actors.Contracts.Storage;
using Actors.Grains.Activities;
using Actors.Grains.Security;
using Actors.Silo.Api;
using Actors.Silo.Hosting;
using Actors.Silo.Security;
using Microsoft.AspNetCore.Mvc;

namespace Actors.Silo.Workers;

/// <summary><c>/workers/v1/state</c>: Terraform's HTTP backend protocol for the state of the calling job's own resource. The lock is the attempt's.</summary>
internal static class StateApi
{
    private const long MaxState = 64L << 20;
    private const int MaxLockInfo = 64 * 1024;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    public static void Map(IEndpointRouteBuilder workers)
    {
        var state = workers.MapGroup("/state").WithMetadata(new BasicChallengeAttribute());
        state.WithRequestTimeout(Timeout);
        state.MapGet("", GetAsync);
        state.MapPost("", PostAsync).WithMetadata(new RequestSizeLimitAttribute(MaxState));
        state.MapDelete("", DeleteAsync);
        state.MapMethods("", ["LOCK"], LockAsync).WithMetadata(new RequestSizeLimitAttribute(MaxLockInfo));
        state.MapMethods("", ["UNLOCK"], UnlockAsync).WithMetadata(new RequestSizeLimitAttribute(MaxLockInfo));
    }

    private static async Task<IResult> GetAsync(HttpContext context, ITofuStateStore states)
    {
        var (_, key) = Caller(context, alsoWhenOver: false);
        var state = await states.GetAsync(key, context.RequestAborted);
        if (state is null or { Length: 0 })
        {
            return Results.NotFound();
        }

        context.Response.Headers.ContentMD5 = Md5(state);
        return Results.Bytes(state, "application/json");
    }

    private static async Task<IResult> PostAsync(HttpContext context, ITofuStateStore states)
    {
        // A superseded attempt may still send what it has: the store keeps it aside, so that nothing real is left without a state.
        var (caller, key) = Caller(context, alsoWhenOver: true);
        var body = await ReadAsync(context);
        if (context.Request.Headers.ContentMD5.ToString() is { Length: > 0 } expected && expected != Md5(body))
        {
            throw ApiException.Invalid("The state does not match its Content-MD5. Send it again.");
        }

        return await WriteAsync(context, states, caller, key, body);
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, ITofuStateStore states)
    {
        // An empty state is a version like any other: the ones before it stay recoverable.
        var (caller, key) = Caller(context, alsoWhenOver: false);
        return await WriteAsync(context, states, caller, key, ReadOnlyMemory<byte>.Empty);
    }

    private static async Task<IResult> WriteAsync(HttpContext context, ITofuStateStore states, WorkerCaller caller, string key, ReadOnlyMemory<byte> state)
    {
        var lockId = context.Request.Query["ID"].ToString();
        var written = await states.PutAsync(key, caller.Attempt, lockId.Length == 0 ? null : lockId, state, context.RequestAborted);
        return written switch
        {
            TofuStateWrite.Written => Results.Ok(),
            TofuStateWrite.Locked => Locked((await states.InspectAsync(key, context.RequestAborted)).Lock?.Info, StatusCodes.Status409Conflict),
            _ => throw ApiException.Conflict("The attempt is over: the state was kept aside as a recoverable version. Stop."),
        };
    }

    private static async Task<IResult> LockAsync(HttpContext context, ITofuStateStore states)
    {
        var (caller, key) = Caller(context, alsoWhenOver: false);
        var info = Encoding.UTF8.GetString((await ReadAsync(context)).Span);
        var id = LockId(info) ?? throw ApiException.Invalid("The lock info has no ID.");
        var other = await states.LockAsync(key, caller.Attempt, id, info, context.RequestAborted);
        return other is null ? Results.Ok() : Locked(other.Info, StatusCodes.Status423Locked);
    }

    private static async Task<IResult> UnlockAsync(HttpContext context, ITofuStateStore states)
    {
        var (caller, key) = Caller(context, alsoWhenOver: true);

        // `force-unlock` sends no info; it gives back what this very attempt holds, never another's lock.
        var id = LockId(Encoding.UTF8.GetString((await ReadAsync(context)).Span));
        return await states.UnlockAsync(key, caller.Attempt, id, context.RequestAborted)
            ? Results.Ok()
            : Locked((await states.InspectAsync(key, context.RequestAborted)).Lock?.Info, StatusCodes.Status409Conflict);
    }

    private static (WorkerCaller Caller, string Key) Caller(HttpContext context, bool alsoWhenOver)
    {
        var caller = context.GetWorkerCaller();
        if (caller.Authorization.Verdict != WorkerVerdict.Accepted && !(alsoWhenOver && caller.Authorization.State is not null))
        {
            throw WorkerApi.Over();
        }

        return caller is { Kind: WorkerTokenKind.State, Authorization.State: { } key }
            ? (caller, key)
            : throw new ApiException(StatusCodes.Status403Forbidden, "The job has no state here, or the call did not use its state password.");
    }

    private static IResult Locked(string? info, int status) => Results.Text(info ?? "{}", "application/json", Encoding.UTF8, status);

    private static string? LockId(string info)
    {
        if (string.IsNullOrWhiteSpace(info))
        {
            return null;
        }

        using var json = JsonDocument.Parse(info);
        return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("ID", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    // The protocol's checksum, not a protection.
#pragma warning disable CA5351
    private static string Md5(ReadOnlyMemory<byte> bytes) => Convert.ToBase64String(MD5.HashData(bytes.Span));

    private static string Md5(byte[] bytes) => Md5(bytes.AsMemory());
#pragma warning restore CA5351
}
