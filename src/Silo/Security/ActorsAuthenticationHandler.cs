using System.Security.Claims;
using System.Text.Encodings.Web;
using Actors.Contracts.Api;
using Actors.Contracts.Storage;
using Actors.Silo.Api;
using Actors.Silo.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Security;

/// <summary>
/// Says who calls. By the public listener: the administrator (Bearer, <c>X-API-KEY</c>, or a browser's cookie), an agent, or who collects metrics (Bearer, <c>X-API-KEY</c>).
/// By the worker listener: a worker, or the reader of the quickstart's repository. No token opens anything on the other listener.
/// </summary>
public sealed class ActorsAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AdminToken admin, MetricsToken metrics, IAgentTokenStore agents)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const int MaxToken = 4096;

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
        // Asked for only here: a silo without the controller plane has no worker listener, and no tokens of workers.
        Context.Features.Get<ListenerFeature>()?.Kind == ListenerKind.Workers
            ? Context.RequestServices.GetRequiredService<WorkerAuthenticator>().AuthenticateAsync(Context)
            : AuthenticatePublicAsync();

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var basic = Context.GetEndpoint()?.Metadata.GetMetadata<BasicChallengeAttribute>() is not null;
        Response.Headers.WWWAuthenticate = basic ? "Basic realm=\"actors\"" : "Bearer realm=\"actors\"";
        return ErrorBody.WriteAsync(Context, StatusCodes.Status401Unauthorized, ErrorCodes.Unauthorized,
            "A valid token is needed: Authorization: Bearer TOKEN, or X-API-KEY. The administrator's token is in the file that the silo named at its start, admin.token of its data folder unless Actors:AdminTokenFile names another.");
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ErrorBody.WriteAsync(Context, StatusCodes.Status403Forbidden, ErrorCodes.Forbidden, "The token is valid but does not open this.");

    private async Task<AuthenticateResult> AuthenticatePublicAsync()
    {
        // A token in a header decides alone: a wrong one does not fall back to a browser's cookie.
        var token = Credentials.Bearer(Request) ?? Credentials.ApiKey(Request);
        if (token is null)
        {
            return Request.Cookies.TryGetValue(AdminToken.CookieName, out var cookie) && cookie.Length <= MaxToken && admin.IsCookie(cookie)
                ? Success(new Claim(ClaimTypes.Role, ActorsAuthentication.AdminRole))
                : AuthenticateResult.NoResult();
        }

        if (token.Length > MaxToken)
        {
            return AuthenticateResult.Fail("The token is too long.");
        }

        if (admin.IsToken(token))
        {
            return Success(new Claim(ClaimTypes.Role, ActorsAuthentication.AdminRole));
        }

        if (metrics.IsToken(token))
        {
            return Success(new Claim(ClaimTypes.Role, ActorsAuthentication.MetricsRole));
        }

        var agent = token.StartsWith(AgentTokens.Prefix, StringComparison.Ordinal) ? await agents.FindAsync(AgentTokens.Hash(token), Context.RequestAborted) : null;
        return agent is null
            ? AuthenticateResult.Fail("The token is not valid.")
            : Success(new Claim(ClaimTypes.Role, ActorsAuthentication.AgentRole), new Claim(ActorsAuthentication.AgentClaim, agent.Agent));
    }

    private static AuthenticateResult Success(params Claim[] claims) =>
        AuthenticateResult.Success(new(new(new ClaimsIdentity(claims, ActorsAuthentication.Scheme)), ActorsAuthentication.Scheme));
}
