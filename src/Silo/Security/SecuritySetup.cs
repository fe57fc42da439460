using Actors.Silo.Quickstart;
using Actors.Silo.Workers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Actors.Silo.Security;

/// <summary>Adds authentication and authorisation.</summary>
public static class SecuritySetup
{
    /// <summary>Every endpoint needs the administrator unless it says otherwise; what is not found needs a token too, so that nothing can be learnt without.</summary>
    /// <param name="services">The services.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddActorsSecurity(this IServiceCollection services)
    {
        services.AddSingleton<AdminToken>().AddSingleton<MetricsToken>().AddSingleton<RepositoryAccount>().AddSingleton<WorkerAuthenticator>().AddSingleton<WorkDirGate>();

        // The core alone: the whole would bring a key ring of its own, which nothing here uses.
        services.AddAuthenticationCore(authentication => authentication.DefaultScheme = ActorsAuthentication.Scheme).AddWebEncoders();
        new AuthenticationBuilder(services)
            .AddScheme<AuthenticationSchemeOptions, ActorsAuthenticationHandler>(ActorsAuthentication.Scheme, configureOptions: null);
        services.AddAuthorizationBuilder()
            .SetDefaultPolicy(Needs(ActorsAuthentication.AdminRole))
            .SetFallbackPolicy(Needs(ActorsAuthentication.AdminRole))
            .AddPolicy(ActorsAuthentication.AgentPolicy, Needs(ActorsAuthentication.AdminRole, ActorsAuthentication.AgentRole))
            .AddPolicy(ActorsAuthentication.MetricsPolicy, Needs(ActorsAuthentication.AdminRole, ActorsAuthentication.MetricsRole))
            .AddPolicy(ActorsAuthentication.WorkerPolicy, Needs(ActorsAuthentication.WorkerRole))
            .AddPolicy(ActorsAuthentication.RepositoryPolicy, Needs(ActorsAuthentication.RepositoryRole));
        return services;
    }

    private static AuthorizationPolicy Needs(params string[] roles) =>
        new AuthorizationPolicyBuilder(ActorsAuthentication.Scheme).RequireAuthenticatedUser().RequireRole(roles).Build();
}
