namespace Actors.Contracts.Api;

/// <summary>Codes of <see cref="ApiError"/>.</summary>
public static class ErrorCodes
{
    /// <summary>404: there is nothing of that name.</summary>
    public const string NotFound = "NotFound";

    /// <summary>400: what was sent is not valid; the details say where.</summary>
    public const string Invalid = "Invalid";

    /// <summary>409: it exists already, is deployed, is referred to, or a run is in progress.</summary>
    public const string Conflict = "Conflict";

    /// <summary>401: no token, or a wrong one.</summary>
    public const string Unauthorized = "Unauthorized";

    /// <summary>403: the token does not open this.</summary>
    public const string Forbidden = "Forbidden";

    /// <summary>413: what was sent is larger than the limit.</summary>
    public const string TooLarge = "TooLarge";

    /// <summary>500: what is stored of it is damaged; the message says the way out.</summary>
    public const string Damaged = "Damaged";

    /// <summary>503: try again later.</summary>
    public const string Unavailable = "Unavailable";
}
