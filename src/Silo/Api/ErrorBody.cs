using Actors.Contracts.Api;

namespace Actors.Silo.Api;

/// <summary>Writes errors in the API's one shape.</summary>
public static class ErrorBody
{
    /// <summary>Writes an error, unless the answer has begun.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="code">One of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">What is wrong and the way out.</param>
    /// <param name="details">Findings in what was sent.</param>
    /// <returns>When written.</returns>
    public static Task WriteAsync(HttpContext context, int status, string code, string message, IReadOnlyList<ErrorDetail>? details = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Response.HasStarted)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new(new(code, message) { Details = details ?? [] }), ApiJson.Default.ErrorResponse, cancellationToken: context.RequestAborted);
    }

    /// <summary>The code that belongs to an HTTP status.</summary>
    /// <param name="status">HTTP status.</param>
    /// <returns>One of <see cref="ErrorCodes"/>.</returns>
    public static string CodeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => ErrorCodes.Unauthorized,
        StatusCodes.Status403Forbidden => ErrorCodes.Forbidden,
        StatusCodes.Status404NotFound => ErrorCodes.NotFound,
        StatusCodes.Status409Conflict => ErrorCodes.Conflict,
        StatusCodes.Status413PayloadTooLarge => ErrorCodes.TooLarge,
        >= 500 => ErrorCodes.Unavailable,
        _ => ErrorCodes.Invalid,
    };
}
