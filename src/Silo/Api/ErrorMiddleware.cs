using System.Text.Json;
using Actors.Contracts.Api;
using Actors.Contracts.Storage;
using Actors.Scheduling.Hosting;
using Orleans.Runtime;

namespace Actors.Silo.Api;

/// <summary>Turns exceptions into answers in the API's one shape. Clients see no stack trace, the log does.</summary>
public sealed partial class ErrorMiddleware(RequestDelegate next, ILogger<ErrorMiddleware> logger)
{
    /// <summary>Runs the request.</summary>
    /// <param name="context">The request.</param>
    /// <returns>When answered.</returns>
    public async Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            await next(context);
        }
        catch (ApiException e)
        {
            await ErrorBody.WriteAsync(context, e.Status, ErrorBody.CodeOf(e.Status), e.Message, e.Details);
        }
        catch (BadHttpRequestException e)
        {
            await ErrorBody.WriteAsync(context, e.StatusCode, ErrorBody.CodeOf(e.StatusCode), BadRequest.MessageOf(e));
        }
        catch (JsonException e)
        {
            await ErrorBody.WriteAsync(context, StatusCodes.Status400BadRequest, ErrorCodes.Invalid, $"The body is no valid JSON of this request (line {e.LineNumber + 1}, path {e.Path}).");
        }
        catch (SizeLimitException e)
        {
            await ErrorBody.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, ErrorCodes.TooLarge, e.Message);
        }
        catch (DamagedException e)
        {
            LogFailed(e, context.Request.Method, context.Request.Path);
            await ErrorBody.WriteAsync(context, StatusCodes.Status500InternalServerError, ErrorCodes.Damaged, e.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (Exception e) when (MayPass(e))
        {
            LogUnavailable(e, context.Request.Method, context.Request.Path);
            await ErrorBody.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, ErrorCodes.Unavailable, "The silo cannot answer now. Try again; the silo's log says more.");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(e, context.Request.Method, context.Request.Path);
            await ErrorBody.WriteAsync(context, StatusCodes.Status500InternalServerError, ErrorCodes.Unavailable, "The silo failed to answer. Its log says why.");
        }
    }

    /// <summary>Whether trying again is right; a state that could not be saved says so by what lies below it.</summary>
    private static bool MayPass(Exception e) => e is TimeoutException or OrleansException or SiloUnavailableException or StoreUnavailableException
        || (e is HostPoisonedException { InnerException: { } cause } && MayPass(cause));
}
