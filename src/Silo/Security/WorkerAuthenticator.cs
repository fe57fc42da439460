using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Actors.Contracts.Workers;
using Actors.Grains.Activities;
using Actors.Grains.Security;
using Actors.Silo.Quickstart;
using Microsoft.AspNetCore.Authentication;

namespace Actors.Silo.Security;

/// <summary>Says who calls by the worker listener. Every call asks the activity: a token of an attempt that is over opens nothing.</summary>
public sealed class WorkerAuthenticator(IGrainFactory grains, WorkerTokens tokens, RepositoryAccount repository)
{
    /// <summary>User name of a worker in basic authentication.</summary>
    public const string StateUser = "worker";

    /// <summary>Authenticates a request.</summary>
    /// <param name="context">The request; gets a <see cref="WorkerCaller"/> feature.</param>
    /// <returns>The outcome.</returns>
    public async Task<AuthenticateResult> AuthenticateAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (Credentials.Bearer(context.Request) is { } bearer)
        {
            return await AuthenticateAsync(context, bearer, WorkerTokenKind.Session, WorkerTokenKind.WorkDir);
        }

        if (Credentials.Header(context.Request, FunctionProtocol.WorkflowTokenHeader) is { } log)
        {
            return await AuthenticateAsync(context, log, WorkerTokenKind.FunctionLog, WorkerTokenKind.WorkDir);
        }

        if (Credentials.Header(context.Request, FunctionProtocol.StateTokenHeader) is { } state)
        {
            return await AuthenticateAsync(context, state, WorkerTokenKind.FunctionState);
        }

        return Credentials.Basic(context.Request) switch
        {
            null => AuthenticateResult.NoResult(),
            (StateUser, var password) => await AuthenticateAsync(context, password, WorkerTokenKind.State),
            (RepositoryAccount.User, var password) when repository.Password is { } expected
                && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(password), Encoding.UTF8.GetBytes(expected)) => Success(ActorsAuthentication.RepositoryRole),
            _ => AuthenticateResult.Fail("User or password is not valid."),
        };
    }

    private async Task<AuthenticateResult> AuthenticateAsync(HttpContext context, string token, params WorkerTokenKind[] kinds)
    {
        // Checked before the activity is asked: a made-up token must not wake a grain.
        if (!tokens.TryVerify(token, out var claimed) || !kinds.Contains(claimed.Kind))
        {
            return AuthenticateResult.Fail("The token is not valid.");
        }

        var authorization = await grains.GetGrain<IActivityGrain>(claimed.Attempt.Activity).AuthorizeAsync(token);
        if (authorization.Verdict == WorkerVerdict.Invalid)
        {
            return AuthenticateResult.Fail("The token is not valid.");
        }

        context.Features.Set(new WorkerCaller(token, claimed.Kind, claimed.Attempt, authorization));
        return Success(ActorsAuthentication.WorkerRole);
    }

    private static AuthenticateResult Success(string role) =>
        AuthenticateResult.Success(new(new(new ClaimsIdentity([new Claim(ClaimTypes.Role, role)], ActorsAuthentication.Scheme)), ActorsAuthentication.Scheme));
}
