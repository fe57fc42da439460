namespace Actors.Templates.Planning;

/// <summary>Where agents can be named, from the highest precedence to the lowest.</summary>
public enum AgentLevel
{
    /// <summary>Not known: the plan is of an older program.</summary>
    Unknown = 0,

    /// <summary>The hook itself.</summary>
    Hook,

    /// <summary>The task itself.</summary>
    Task,

    /// <summary>The repository of a checkout.</summary>
    Repository,

    /// <summary>The environment.</summary>
    Environment,

    /// <summary>The environment template.</summary>
    EnvironmentTemplate,

    /// <summary>The resource template.</summary>
    ResourceTemplate,

    /// <summary>GlobalSettings of the project.</summary>
    ProjectSettings,

    /// <summary>GlobalSettings of the organisation.</summary>
    GlobalSettings,
}
