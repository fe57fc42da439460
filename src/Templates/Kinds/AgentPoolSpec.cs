namespace Actors.Templates.Kinds;

/// <summary>A set of agents that templates refer to as one.</summary>
public sealed record AgentPoolSpec
{
    /// <summary>Members.</summary>
    public IReadOnlyList<NameRef> Agents { get; init; } = [];

    /// <summary>Projects that may use it.</summary>
    public Sharing? Sharing { get; init; }
}
