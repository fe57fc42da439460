namespace Actors.Templates.Kinds;

/// <summary>Names of the kinds as documents spell them.</summary>
public static class KindNames
{
    /// <summary>A service that starts workers.</summary>
    public const string Agent = "Agent";

    /// <summary>A set of agents.</summary>
    public const string AgentPool = "AgentPool";

    /// <summary>What holds for many environments.</summary>
    public const string GlobalSettings = "GlobalSettings";

    /// <summary>A repository of code.</summary>
    public const string Repository = "Repository";

    /// <summary>Shared values.</summary>
    public const string ConfigContext = "ConfigContext";

    /// <summary>How a task is carried out.</summary>
    public const string WorkflowHandler = "WorkflowHandler";

    /// <summary>Deprecated name of <see cref="WorkflowHandler"/>.</summary>
    public const string Driver = "Driver";

    /// <summary>How one resource is brought up.</summary>
    public const string ResourceTemplate = "ResourceTemplate";

    /// <summary>The resources of an environment.</summary>
    public const string EnvironmentTemplate = "EnvironmentTemplate";

    /// <summary>A live instance of an environment template.</summary>
    public const string Environment = "Environment";

    /// <summary>A static resource.</summary>
    public const string Resource = "Resource";
}
