using System.Buffers;
using System.Text;
using System.Text.Json;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Contracts.Workers;
using Actors.Grains.Activities;
using Actors.Grains.Security;
using Actors.Silo.Api;
using Actors.Silo.Security;
using Microsoft.AspNetCore.Mvc;

namespace Actors.Silo.Workers;

/// <summary><c>/workers/v1/function/state</c>: what functions keep for their organisation, their project or their environment. See <c>docs/functions.md</c>.</summary>
internal static class FunctionStateApi
{
    public static void Map(IEndpointRouteBuilder workers)
    {
        var state = workers.MapGroup("/function/state");
        state.MapGet("", GetAsync);
        state.MapPut("", PutAsync).WithMetadata(new RequestSizeLimitAttribute(FunctionProtocol.MaxStateBody));
        state.MapDelete("", DeleteAsync).WithMetadata(new RequestSizeLimitAttribute(FunctionProtocol.MaxStateBody));
    }

    private static async Task<IResult> GetAsync(HttpContext context, IFunctionStateStore states)
    {
        var query = context.Request.Query;
        var scope = Scope(context, query["organization_id"], query["project_id"], query["environment_id"]);
        var value = await states.GetAsync(scope, FunctionStateRequest.KeyOf(query["key"]), context.RequestAborted) ?? throw ApiException.NotFound("There is no such value.");
        context.Response.Headers.CacheControl = "no-store";
        return Results.Bytes(Answer(value), "application/json");
    }

    private static async Task<IResult> PutAsync(HttpContext context, IFunctionStateStore states)
    {
        var (caller, scope, request) = await ReadAsync(context);
        var written = await states.PutAsync(scope, caller.Attempt, request.Key, request.ValueOrRefuse(), request.Version, context.RequestAborted);
        return written switch
        {
            FunctionStateWrite.Written => Results.Ok(),
            FunctionStateWrite.Conflict => throw ApiException.Conflict("Another version of the value is there. Read it, and write with its version."),
            FunctionStateWrite.Full => throw new ApiException(StatusCodes.Status413PayloadTooLarge, "The scope has as many keys as it may have. Delete some first."),
            _ => throw Over(),
        };
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, IFunctionStateStore states)
    {
        var (caller, scope, request) = await ReadAsync(context);
        // What is not there need not be deleted: a repeated call has done what it should.
        return await states.DeleteAsync(scope, caller.Attempt, request.Key, context.RequestAborted) == FunctionStateWrite.Over ? throw Over() : Results.Ok();
    }

    private static async Task<(WorkerCaller Caller, string Scope, FunctionStateRequest Request)> ReadAsync(HttpContext context)
    {
        // Who may not call at all is told so before the body is read.
        var caller = Caller(context);
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var request = FunctionStateRequest.Read(body.RootElement);
        return (caller, Scope(context, request.OrganizationId, request.ProjectId, request.EnvironmentId), request);
    }

    private static WorkerCaller Caller(HttpContext context)
    {
        var caller = context.GetWorkerCaller();
        return caller is not { Kind: WorkerTokenKind.FunctionState, Authorization.Function: not null }
            ? throw new ApiException(StatusCodes.Status403Forbidden, $"The state store is opened by its own token, in the header {FunctionProtocol.StateTokenHeader}.")
            : caller.Authorization.Verdict == WorkerVerdict.Accepted ? caller : throw Over();
    }

    /// <summary>The scope that a call names, as a key. A function names its own organisation, project and environment, and nothing else.</summary>
    private static string Scope(HttpContext context, string? organization, string? project, string? environment)
    {
        var caller = Caller(context);
        var own = caller.Authorization.Function!;
        var key = ActorKey.Parse(caller.Attempt.Activity).Segments;
        Own(FunctionProtocol.OrganizationHeader, context.Request.Headers[FunctionProtocol.OrganizationHeader], own.OrganizationId);
        Own(FunctionProtocol.ProjectHeader, context.Request.Headers[FunctionProtocol.ProjectHeader], own.ProjectId);
        Own(FunctionProtocol.EnvironmentIdHeader, context.Request.Headers[FunctionProtocol.EnvironmentIdHeader], own.EnvironmentId);
        Own("organization_id", organization, own.OrganizationId);
        Own("project_id", project, own.ProjectId);
        Own("environment_id", environment, own.EnvironmentId);
        return (organization, project, environment) switch
        {
            (null or "", _, _) => throw ApiException.Invalid("The scope has no organization_id."),
            (_, null or "", null or "") => ActorKey.Of(key[0]).Value,
            (_, null or "", _) => throw ApiException.Invalid("The scope has an environment_id, but no project_id."),
            (_, _, null or "") => ActorKey.Of(key[0], key[1]).Value,
            _ => ActorKey.Of(key[0], key[1], key[2]).Value,
        };
    }

    private static void Own(string name, string? value, string own)
    {
        if (!string.IsNullOrEmpty(value) && value != own)
        {
            throw new ApiException(StatusCodes.Status403Forbidden, $"{name} is not that of the function that calls.");
        }
    }

    private static ApiException Over() => new(StatusCodes.Status403Forbidden, "The attempt is over or superseded. Stop.");

    private static byte[] Answer(FunctionStateValue value)
    {
        var buffer = new ArrayBufferWriter<byte>(value.Json.Length + 64);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("value");
            writer.WriteRawValue(value.Json, skipInputValidation: true);
            writer.WriteNumber("version", value.Version);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
