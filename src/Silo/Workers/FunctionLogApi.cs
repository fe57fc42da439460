using System.Text;
using Actors.Contracts.Storage;
using Actors.Contracts.Workers;
using Actors.Grains.Activities;
using Actors.Grains.Security;
using Actors.Silo.Api;
using Actors.Silo.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Actors.Silo.Workers;

/// <summary><c>POST /workers/v1/function/log?append=true</c>: what a function says of its activity, as multipart with the part <c>content</c>. It goes to the attempt's log, masked.</summary>
internal static class FunctionLogApi
{
    private const int MaxBoundary = 200;

    public static void Map(IEndpointRouteBuilder workers) => workers.MapPost("/function/log", AppendAsync).WithMetadata(new RequestSizeLimitAttribute(FunctionProtocol.MaxLogBody));

    private static async Task<IResult> AppendAsync(HttpContext context, bool? append, ILogStore logs)
    {
        var caller = WorkerApi.Current(context, WorkerTokenKind.FunctionLog, $"The log of a function is opened by its own token, in the header {FunctionProtocol.WorkflowTokenHeader}.");
        if (append != true)
        {
            throw ApiException.Invalid("A log can only be appended to: add append=true.");
        }

        var text = LogMask.Mask(Encoding.UTF8.GetString((await ContentAsync(context)).Span), caller.Authorization.Secrets);
        // The worker's own output goes on in a line of its own.
        var line = text.Length == 0 || text[^1] == '\n' ? text : text + "\n";
        return await logs.AddAsync(caller.Attempt, Encoding.UTF8.GetBytes(line), context.RequestAborted) ? Results.Ok() : throw WorkerApi.Over();
    }

    private static async Task<ReadOnlyMemory<byte>> ContentAsync(HttpContext context)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || type.MediaType != "multipart/form-data"
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= MaxBoundary } boundary)
        {
            throw ApiException.Invalid("The body must be multipart/form-data.");
        }

        var reader = new MultipartReader(boundary, context.Request.Body);
        try
        {
            while (await reader.ReadNextSectionAsync(context.RequestAborted) is { } section)
            {
                if (section.GetContentDispositionHeader() is { } disposition && HeaderUtilities.RemoveQuotes(disposition.Name).Value == FunctionProtocol.LogPart)
                {
                    using var content = new MemoryStream();
                    await section.Body.CopyToAsync(content, context.RequestAborted);
                    return content.GetBuffer().AsMemory(0, (int)content.Length);
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw ApiException.Invalid($"The body is no multipart/form-data: {e.Message}");
        }

        throw ApiException.Invalid($"The body has no part '{FunctionProtocol.LogPart}'.");
    }
}
