namespace Actors.Contracts.Runtimes;

/// <summary>What a runtime needs to know of the agent that it serves.</summary>
public sealed record RuntimeSettings
{
    /// <summary>Id of the installation; on everything that the runtime creates.</summary>
    public required string Installation { get; init; }
    /// <summary>Key of the agent: <c>org/project/agent</c>.</summary>
    public required string AgentKey { get; init; }
    /// <summary>Name of the agent in the configuration, for messages.</summary>
    public required string AgentName { get; init; }
    /// <summary>The silo's data folder (<c>Actors:Data</c>), absolute.</summary>
    public required string DataFolder { get; init; }
    /// <summary>The Worker program (<c>Actors:WorkerProgram</c>): a native binary or <c>Actors.Worker.dll</c>; null looks beside the silo and in its source tree.</summary>
    public string? WorkerProgram { get; init; }
    /// <summary>File with the certificate authority that workers trust (<c>CaFile</c> beside the agent's <c>WorkerUrl</c>), in PEM.</summary>
    public string? CaFile { get; init; }
    /// <summary>
    /// The agent's section <c>Actors:Agents:NAME</c>, flattened with keys relative to it (<c>Process:Environment:0</c>), as
    /// <c>section.AsEnumerable(makePathsRelative: true)</c> gives it. A runtime reads the sub-section of its own name.
    /// </summary>
    public IReadOnlyDictionary<string, string?> Values { get; init; } = new Dictionary<string, string?>();
}
