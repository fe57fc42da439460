using System.Net;

namespace Actors.Runtimes.Kubernetes.Api;

/// <summary>The API server refused a call, or did not answer.</summary>
/// <param name="status">Its HTTP status; null when there was no answer.</param>
/// <param name="reason">Its machine-readable reason (<c>AlreadyExists</c>, <c>Forbidden</c>, <c>Expired</c>), empty when there is none.</param>
/// <param name="message">Its own words, and which call it was.</param>
/// <param name="inner">What the client threw.</param>
internal sealed class ApiException(HttpStatusCode? status, string reason, string message, Exception? inner = null) : Exception(message, inner)
{
    public HttpStatusCode? Status { get; } = status;

    public string Reason { get; } = reason;

    /// <summary>The server's wish when to try again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the same call may well succeed later.</summary>
    public bool IsTransient => Status is null or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError and not HttpStatusCode.NotImplemented;

    /// <summary>Whether a watch is too old to go on: list again.</summary>
    public bool IsExpired => Status == HttpStatusCode.Gone || Reason is "Expired" or "Gone";
}
