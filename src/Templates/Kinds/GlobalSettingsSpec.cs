namespace Actors.Templates.Kinds;

/// <summary>What holds for many environments: of a project, or of all projects of the organisation.</summary>
public sealed record GlobalSettingsSpec
{
    /// <summary>Agents that run what no other document names agents for.</summary>
    public IReadOnlyList<NameRef> Agents { get; init; } = [];

    /// <summary>Pools whose agents do.</summary>
    public IReadOnlyList<NameRef> AgentPools { get; init; } = [];

    /// <summary>Values of variables that templates declare; above the environment templates' and below the environments'.</summary>
    public IReadOnlyList<Variable> Variables { get; init; } = [];
}
