using Actors.Contracts.Workers;
using Actors.Worker.Jobs;

namespace Actors.Worker.Functions;

/// <summary>Environment of a function: that of any job, and what a server is told by headers of the protocol.</summary>
internal static class FunctionEnvironment
{
    private const string RelayHost = "127.0.0.1";
    private static readonly string[] Proxies = ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"];

    /// <summary>The environment.</summary>
    /// <param name="job">The function.</param>
    /// <param name="relay">Address at which it reaches the controller.</param>
    /// <param name="context">The job.</param>
    public static Dictionary<string, string> Of(FunctionJob job, string relay, JobContext context)
    {
        var environment = context.Environment();
        if (job.Caller is { } caller)
        {
            environment["ACTORS_ACTIVITY_ID"] = caller.ActivityId;
            environment["ACTORS_ENVIRONMENT_ID"] = caller.EnvironmentId;
            environment["ACTORS_ENVIRONMENT_NAME"] = caller.EnvironmentName;
            environment["ACTORS_ORGANIZATION_ID"] = caller.OrganizationId;
            environment["ACTORS_PROJECT_ID"] = caller.ProjectId;
            environment["ACTORS_EVENT_SOURCE"] = caller.EventSource;
            environment["ACTORS_EVENT_SOURCE_NAME"] = caller.EventSourceName;
            environment["ACTORS_EVENT_TYPE"] = caller.EventType;
        }
        if (job.StateToken is { } token)
        {
            environment["ACTORS_STATE_ENDPOINT"] = relay + FunctionProtocol.StatePath;
            environment["ACTORS_STATE_TOKEN"] = token;
        }
        return WithoutProxyToRelay(environment);
    }

    /// <summary>Where the environment names a proxy, the relay is called without it: some clients ask a proxy for an address of their own machine.</summary>
    public static Dictionary<string, string> WithoutProxyToRelay(Dictionary<string, string> environment)
    {
        if (!Proxies.Any(name => environment.GetValueOrDefault(name) is { Length: > 0 }))
        {
            return environment;
        }
        // Some read the one and some the other, and most do not read the other where the one is there.
        var (small, large) = (environment.GetValueOrDefault("no_proxy"), environment.GetValueOrDefault("NO_PROXY"));
        environment["no_proxy"] = With(small ?? large);
        environment["NO_PROXY"] = With(large ?? small);
        return environment;

        static string With(string? direct) => direct switch
        {
            null or "" => RelayHost,
            _ when direct == "*" || direct.Split(',').Contains(RelayHost) => direct,
            _ => $"{direct},{RelayHost}",
        };
    }
}
