using System.Net.Http.Headers;
using System.Text;
using Actors.Contracts.Api;

namespace Actors.Silo.Security;

/// <summary>Reads credentials from the headers of a request.</summary>
public static class Credentials
{
    /// <summary>The token of <c>Authorization: Bearer</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The token; null when there is none.</returns>
    public static string? Bearer(HttpRequest request) => Of(request, "Bearer");

    /// <summary>The token of <c>X-API-KEY</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The token; null when there is none.</returns>
    public static string? ApiKey(HttpRequest request) => Header(request, ApiHeaders.ApiKey);

    /// <summary>The token of a header of its own.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">Name of the header.</param>
    /// <returns>The token; null when there is none.</returns>
    public static string? Header(HttpRequest request, string name)
    {
        ArgumentNullException.ThrowIfNull(request);
        var values = request.Headers[name];
        return values.Count == 1 && !string.IsNullOrEmpty(values[0]) ? values[0] : null;
    }

    /// <summary>User and password of <c>Authorization: Basic</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>Both; null when there are none.</returns>
    public static (string User, string Password)? Basic(HttpRequest request)
    {
        if (Of(request, "Basic") is not { Length: <= 8192 } encoded)
        {
            return null;
        }

        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var count))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes, 0, count);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : (text[..colon], text[(colon + 1)..]);
    }

    private static string? Of(HttpRequest request, string scheme)
    {
        ArgumentNullException.ThrowIfNull(request);
        var values = request.Headers.Authorization;
        return values.Count == 1 && AuthenticationHeaderValue.TryParse(values[0], out var header)
            && scheme.Equals(header.Scheme, StringComparison.OrdinalIgnoreCase) && !string.IsNullOrEmpty(header.Parameter)
            ? header.Parameter
            : null;
    }
}
