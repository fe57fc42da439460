using System.Text.Json.Nodes;
using Actors.Templates.Planning;

namespace Actors.Templates.Resolving;

/// <summary>A call of a function.</summary>
public sealed record ResolvedFunction : ResolvedJob
{
    /// <summary>Name, language, source, packages, image and event; its unresolved inputs are empty.</summary>
    public required FunctionPlan Options { get; init; }

    /// <summary>The input: one key for each variable, typed.</summary>
    public required JsonObject Input { get; init; }

    /// <summary>Environment variables.</summary>
    public IReadOnlyDictionary<string, string> Envs { get; init; } = new Dictionary<string, string>();

    /// <summary>Files for the working directory.</summary>
    public IReadOnlyList<ResolvedFile> Files { get; init; } = [];

    /// <summary>Names the function without its values.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Options.Name;
}
