namespace Actors.Templates.Planning;

/// <summary>An agent that may run an activity, and who says so.</summary>
public sealed record AgentSource
{
    /// <summary>Name of the agent.</summary>
    public required string Agent { get; init; }

    /// <summary>The level that won.</summary>
    public required AgentLevel Level { get; init; }

    /// <summary>The document of that level, such as <c>EnvironmentTemplate/web</c>.</summary>
    public required string Document { get; init; }

    /// <summary>The pool that the agent is a member of; null: the document names the agent itself.</summary>
    public string? Pool { get; init; }
}
