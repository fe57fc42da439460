namespace Actors.Templates.Kinds;

/// <summary>Whether environments may choose other agents.</summary>
public sealed record AgentOverride
{
    /// <summary>Whether environments must choose.</summary>
    public bool? Required { get; init; }

    /// <summary>`allowed`, `notallowed` or `restricted` in any letter case; blank means allowed.</summary>
    [KnownValues("allowed", "notallowed", "restricted")]
    public string? Type { get; init; }

    /// <summary>The agents that `restricted` admits.</summary>
    public IReadOnlyList<string> RestrictedAgents { get; init; } = [];
}
