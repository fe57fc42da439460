using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;

namespace Actors.Runtimes.Processes;

/// <summary>What is kept of a worker in its folder (<c>spec.json</c>): whose it is and what was asked for. Nothing secret.</summary>
internal sealed record WorkerFile
{
    /// <summary>Version of this form.</summary>
    public int Version { get; init; } = 1;
    /// <summary>Installation that owns it.</summary>
    public required string Installation { get; init; }
    /// <summary>Key of the agent that owns it.</summary>
    public required string Agent { get; init; }
    /// <summary>Key of the activity.</summary>
    public required string Activity { get; init; }
    /// <summary>Number of the attempt.</summary>
    public required int Attempt { get; init; }
    /// <summary>Kind.</summary>
    public WorkerKind Kind { get; init; }
    /// <summary>Thousandths of a core.</summary>
    public int CpuMillis { get; init; }
    /// <summary>Bytes of memory.</summary>
    public long MemoryBytes { get; init; }
    /// <summary>Longest life in seconds.</summary>
    public double? DeadlineSeconds { get; init; }
    /// <summary>Readable path.</summary>
    public string Display { get; init; } = "";
    /// <summary>Address of the worker endpoints.</summary>
    public string WorkerUrl { get; init; } = "";
    /// <summary>Schemes that git may use in it.</summary>
    public IReadOnlyList<string> GitSchemes { get; init; } = [];
    /// <summary>What its HTTP calls may reach although it is refused otherwise.</summary>
    public IReadOnlyList<string> HttpAllow { get; init; } = [];
    /// <summary>The controller's own listeners.</summary>
    public IReadOnlyList<string> HttpRefuse { get; init; } = [];
    /// <summary>Folders of its control groups; empty when nothing is enforced.</summary>
    public IReadOnlyList<string> Cgroups { get; init; } = [];

    /// <summary>The attempt.</summary>
    public AttemptId Id() => new(Activity, Attempt);

    /// <summary>What is kept of a spec.</summary>
    public static WorkerFile Of(WorkerSpec spec, IReadOnlyList<string> cgroups) => new()
    {
        Installation = spec.Installation,
        Agent = spec.Agent,
        Activity = spec.Attempt.Activity,
        Attempt = spec.Attempt.Number,
        Kind = spec.Kind,
        CpuMillis = spec.Size.CpuMillis,
        MemoryBytes = spec.Size.MemoryBytes,
        DeadlineSeconds = spec.Deadline?.TotalSeconds,
        Display = spec.Display,
        WorkerUrl = spec.WorkerUrl,
        GitSchemes = spec.GitSchemes,
        HttpAllow = spec.HttpAllow,
        HttpRefuse = spec.HttpRefuse,
        Cgroups = cgroups,
    };
}
