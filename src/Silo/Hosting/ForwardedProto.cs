using Actors.Silo.Configuration;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Hosting;

/// <summary>
/// Behind a proxy that terminates TLS (<c>Actors:PlainHttp</c> has <c>proxy</c>) the browser speaks https although the silo does not hear it: the proxy says so by
/// <c>X-Forwarded-Proto</c>. Pages' Origin and the cookie's Secure mark follow from that. No other forwarded header is read: proxies keep the Host header, and its name stands in
/// <c>Actors:AllowedHosts</c>.
/// </summary>
/// <param name="next">What comes after.</param>
/// <param name="options">The settings.</param>
public sealed class ForwardedProto(RequestDelegate next, IOptions<ActorsOptions> options)
{
    private const string Header = "X-Forwarded-Proto";
    private readonly bool _proxy = options.Value.HasProxy;

    /// <summary>Takes the scheme over. Who calls without a proxy can say https too, and gains nothing by it: a stricter cookie, and pages of an https site of the same name.</summary>
    /// <param name="context">The request.</param>
    /// <returns>When answered.</returns>
    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var said = context.Request.Headers[Header];
        if (_proxy && said.Count == 1 && string.Equals(said[0], "https", StringComparison.OrdinalIgnoreCase))
        {
            context.Request.Scheme = "https";
        }

        return next(context);
    }
}
