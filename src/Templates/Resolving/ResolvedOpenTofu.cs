using Actors.Templates.Planning;

namespace Actors.Templates.Resolving;

/// <summary>A call of OpenTofu or terraform.</summary>
public sealed record ResolvedOpenTofu : ResolvedJob
{
    /// <summary>Options of the call; its unresolved inputs are empty and its backend configuration is evaluated.</summary>
    public required OpenTofuPlan Options { get; init; }

    /// <summary>Input variables.</summary>
    public IReadOnlyList<ResolvedVariable> Variables { get; init; } = [];

    /// <summary>Environment variables.</summary>
    public IReadOnlyDictionary<string, string> Envs { get; init; } = new Dictionary<string, string>();

    /// <summary>Files for the working directory.</summary>
    public IReadOnlyList<ResolvedFile> Files { get; init; } = [];
}
