using Actors.Contracts.Activities;
using Actors.Contracts.Workers;

namespace Actors.Grains.Agents;

/// <summary>One agent of this silo: the section <c>Actors:Agents:NAME</c>.</summary>
public sealed class AgentOptions
{
    /// <summary>Engine: <c>process</c>, <c>docker</c> or <c>kubernetes</c>.</summary>
    public string Runtime { get; set; } = "process";
    /// <summary>Project that the agent belongs to.</summary>
    public string Project { get; set; } = "default";
    /// <summary>Address at which this agent's workers reach the controller; null: <c>Actors:WorkerListen</c>.</summary>
    public string? WorkerUrl { get; set; }
    /// <summary>File with the certificate authority that workers trust, in PEM.</summary>
    public string? CaFile { get; set; }
    /// <summary>Local cap on the Agent document's <c>numWorkers</c>; null: none.</summary>
    public int? Slots { get; set; }
    /// <summary>File with the agent's token; needed where the controller is reached over HTTP.</summary>
    public string? TokenFile { get; set; }
    /// <summary>Schemes that git may use in this agent's workers, separated by commas: <c>https</c>, <c>ssh</c>, <c>http</c>, <c>file</c>. A list in the configuration is read as well.</summary>
    public string GitSchemes { get; set; } = "https,ssh";
    /// <summary>What HTTP calls of templates may reach although it is refused otherwise, separated by commas: <see cref="AddressRule"/>. A list in the configuration is read as well.</summary>
    public string HttpAllow { get; set; } = "";
    /// <summary>Whether the workers are stopped when the last silo of the agent is; otherwise they run on and the next start recognises them.</summary>
    public bool StopWorkersOnShutdown { get; set; }
    /// <summary>Sizes of workers by type: <c>git</c>, <c>opentofu</c>, <c>function</c>, <c>command</c>, <c>http</c>.</summary>
    public Dictionary<string, WorkerSizeOptions> Sizes { get; set; } = new(StringComparer.OrdinalIgnoreCase);
    /// <summary>Images of workers by type; the process runtime uses none.</summary>
    public Dictionary<string, string> Images { get; set; } = new(StringComparer.OrdinalIgnoreCase);
    /// <summary>The whole section, flattened, for the runtime's own settings.</summary>
    internal IReadOnlyDictionary<string, string?> Values { get; set; } = new Dictionary<string, string?>();

    /// <summary><see cref="GitSchemes"/>, one by one.</summary>
    public IReadOnlyList<string> GitSchemeList => GitSchemes.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary><see cref="HttpAllow"/>, one by one.</summary>
    public IReadOnlyList<string> HttpAllowList => HttpAllow.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The size of a kind of worker: as configured, otherwise the default.</summary>
    public WorkerSize SizeOf(WorkerKind kind)
    {
        var standard = WorkerSize.Default(kind);
        return Sizes.TryGetValue(kind.ToString(), out var size) ? new(size.CpuMillis ?? standard.CpuMillis, size.MemoryBytes ?? standard.MemoryBytes) : standard;
    }
}
