namespace Actors.Templates.Kinds;

/// <summary>Whether environments may choose other agent pools.</summary>
public sealed record AgentPoolOverride
{
    /// <summary>Whether environments must choose.</summary>
    public bool? Required { get; init; }

    /// <summary>`allowed`, `notallowed` or `restricted` in any letter case; blank means allowed.</summary>
    [KnownValues("allowed", "notallowed", "restricted")]
    public string? Type { get; init; }

    /// <summary>The pools that `restricted` admits.</summary>
    public IReadOnlyList<string> RestrictedAgentPools { get; init; } = [];
}
