using System.Net;
using Actors.Contracts.Api;

namespace Actors.Cli.Api;

/// <summary>The server refused.</summary>
/// <param name="status">Status of the answer.</param>
/// <param name="error">What the server says.</param>
public sealed class ApiException(HttpStatusCode status, ApiError error) : Exception(error?.Message)
{
    /// <summary>Status of the answer.</summary>
    public HttpStatusCode Status { get; } = status;

    /// <summary>What the server says.</summary>
    public ApiError Error { get; } = error!;

    /// <summary>Whether the token is missing, wrong, or does not open this.</summary>
    public bool IsUnauthorized => Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;

    /// <summary>Whether the same request may work a moment later.</summary>
    public bool IsTransient => Status is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
        or HttpStatusCode.TooManyRequests;
}
