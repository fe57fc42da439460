using System.Text.Json.Nodes;

namespace Actors.Templates.Resolving;

/// <summary>A call of a function.</summary>
public sealed record ResolvedFunction : ResolvedJob
{
    /// <summary>Name of the function, for people.</summary>
    public required string Name { get; init; }

    /// <summary><c>bash</c>.</summary>
    public required string Language { get; init; }

    /// <summary>Inline source; null means the file <c>handler.sh</c> of the artifact.</summary>
    public string? Source { get; init; }

    /// <summary>The input: one key for each variable, typed.</summary>
    public required JsonObject Input { get; init; }

    /// <summary>Environment variables.</summary>
    public IReadOnlyDictionary<string, string> Envs { get; init; } = new Dictionary<string, string>();

    /// <summary>Files for the working directory.</summary>
    public IReadOnlyList<ResolvedFile> Files { get; init; } = [];

    /// <summary><c>environment</c>, <c>action</c>, <c>schedules</c> or <c>workload</c>.</summary>
    public required string EventSource { get; init; }

    /// <summary>Name of the environment, action or schedule.</summary>
    public required string EventSourceName { get; init; }

    /// <summary><c>deploy</c> or <c>destroy</c>.</summary>
    public required string EventType { get; init; }

    /// <summary>Names the function without its values.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
