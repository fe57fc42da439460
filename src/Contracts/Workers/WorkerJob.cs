using Actors.Contracts.Activities;

namespace Actors.Contracts.Workers;

/// <summary>What a worker is to do. It may hold secrets: it goes to the worker whose ticket was traded, and nowhere else.</summary>
public sealed record WorkerJob
{
    /// <summary>Which of the kinds below is set.</summary>
    public WorkerKind Kind { get; init; }
    /// <summary>Longest time that the job may take, counted from the first call.</summary>
    public TimeSpan? Timeout { get; init; }
    /// <summary>Time between asking the job's process group to end and killing it.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);
    /// <summary>Values that must not be printed or logged.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];
    /// <summary>Environment of the job's processes.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
    /// <summary>Files to write before the job runs.</summary>
    public IReadOnlyList<JobFile> Files { get; init; } = [];
    /// <summary>Volumes whose content is kept from one job to the next; null is none.</summary>
    public IReadOnlyList<JobVolume> Volumes { get => field ?? []; init; }
    /// <summary>The working directory to unpack: an artifact of an earlier activity of the run.</summary>
    public ArtifactRef? WorkDir { get; init; }
    /// <summary>Keep the working directory as an artifact when the job has succeeded, for what starts from it. A checkout does so in any case.</summary>
    public bool KeepsWorkDir { get; init; }
    /// <summary>Set for <see cref="WorkerKind.Git"/>.</summary>
    public GitJob? Git { get; init; }
    /// <summary>Set for <see cref="WorkerKind.OpenTofu"/>.</summary>
    public OpenTofuJob? OpenTofu { get; init; }
    /// <summary>Set for <see cref="WorkerKind.Function"/>.</summary>
    public FunctionJob? Function { get; init; }
    /// <summary>Set for <see cref="WorkerKind.Command"/>.</summary>
    public CommandJob? Command { get; init; }
    /// <summary>Set for <see cref="WorkerKind.Http"/>.</summary>
    public HttpJob? Http { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} job";
}
