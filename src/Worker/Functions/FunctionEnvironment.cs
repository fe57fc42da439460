using Actors.Contracts.Workers;
using Actors.Worker.Jobs;

namespace Actors.Worker.Functions;

/// <summary>Environment of a function: that of any job, and what a server is told by headers of the protocol.</summary>
internal static class FunctionEnvironment
{
    /// <summary>File with the authority of the controller, in PEM; set where the system's are not enough.</summary>
    public const string CaFile = "ACTORS_STATE_CA_FILE";

    /// <summary>The environment.</summary>
    public static Dictionary<string, string> Of(FunctionJob job, JobContext context)
    {
        var environment = context.Environment();
        if (context.CaFile is { } authority)
        {
            environment[CaFile] = authority;
        }
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
            environment["ACTORS_STATE_ENDPOINT"] = context.Controller.Address + FunctionProtocol.StatePath;
            environment["ACTORS_STATE_TOKEN"] = token;
        }
        return environment;
    }
}
