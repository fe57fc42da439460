using System.Net;
using System.Text;

namespace Actors.Worker.Session;

/// <summary>What an answer without success means: to try again, to stop, or that it never works.</summary>
internal static class ControllerErrors
{
    private const int MaxWords = 512;

    /// <summary>The exception for an answer; <see cref="HttpRequestException"/> means to try again.</summary>
    public static async Task<Exception> OfAsync(HttpResponseMessage answer, string call, CancellationToken cancellationToken)
    {
        var message = $"{call}: {(int)answer.StatusCode}{await WordsAsync(answer, cancellationToken)}";
        return answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Conflict => new RefusedException(message),
            HttpStatusCode.RequestEntityTooLarge => new TooLargeException(message),
            HttpStatusCode.NotFound => new NotThereException(message),
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => new HttpRequestException(message),
            _ => new ControllerException(message),
        };
    }

    /// <summary>
    /// Whether an answer to a call of a function means to try again: it comes from a controller that is busy or restarts, or from what stands before it. Other than for the worker's own calls, 500 is an answer:
    /// what fails each time must not keep the function waiting.
    /// </summary>
    /// <param name="status">HTTP status.</param>
    public static bool IsLater(int status) => status is 408 or 429 or 502 or 503 or 504;

    private static async Task<string> WordsAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxWords];
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var count = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return count == 0 ? "" : $" {Encoding.UTF8.GetString(buffer, 0, count).ReplaceLineEndings(" ")}";
    }
}
