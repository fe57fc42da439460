using System.Net;
using Actors.Contracts.Api;
using Actors.Silo.Api;
using Actors.Silo.Configuration;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Hosting;

/// <summary>
/// Refuses foreign Host and Origin headers: a page of another site, or a name that was made to point here, gets nowhere even with a browser's cookie.
/// Allowed are the address that the connection came in at, the loopback names, and <c>Actors:AllowedHosts</c>.
/// </summary>
public sealed class HostGuard(RequestDelegate next, IOptions<ActorsOptions> options)
{
    private readonly HashSet<string> _configured = new(
        (options.Value.AllowedHosts ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), StringComparer.OrdinalIgnoreCase);

    /// <summary>Checks the headers.</summary>
    /// <param name="context">The request.</param>
    /// <returns>When answered.</returns>
    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var host = context.Request.Host;
        if (!IsOwn(context, host))
        {
            return ErrorBody.WriteAsync(context, StatusCodes.Status400BadRequest, ErrorCodes.Invalid,
                "The Host header names another host. Call the silo by its own address, or add the name to Actors:AllowedHosts.");
        }

        foreach (var origin in context.Request.Headers.Origin)
        {
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.Scheme != context.Request.Scheme || !IsOwn(context, HostString.FromUriComponent(uri)))
            {
                return ErrorBody.WriteAsync(context, StatusCodes.Status403Forbidden, ErrorCodes.Forbidden,
                    "The Origin header names another site. Only pages of the silo itself may call it from a browser.");
            }
        }

        return next(context);
    }

    private bool IsOwn(HttpContext context, HostString host)
    {
        var name = host.Host.TrimStart('[').TrimEnd(']');
        if (name.Length == 0)
        {
            return false;
        }

        if (_configured.Contains(name) || _configured.Contains(host.Value ?? ""))
        {
            return true;
        }

        var port = host.Port ?? (context.Request.IsHttps ? 443 : 80);
        if (port != context.Connection.LocalPort)
        {
            return false;
        }

        if (!IPAddress.TryParse(name, out var ip))
        {
            return name.Equals("localhost", StringComparison.OrdinalIgnoreCase);
        }

        var local = context.Connection.LocalIpAddress;
        return IPAddress.IsLoopback(ip) || (local is not null && (local.IsIPv4MappedToIPv6 ? local.MapToIPv4() : local).Equals(ip));
    }
}
