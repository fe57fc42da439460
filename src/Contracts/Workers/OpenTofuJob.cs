namespace Actors.Contracts.Workers;

/// <summary>Run OpenTofu (or terraform) in the working directory: init, plan, apply, output; or init, plan, destroy.</summary>
public sealed record OpenTofuJob
{
    /// <summary>Time that OpenTofu gets to end by itself, which it needs to write its state.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    /// <summary>Destroy instead of apply.</summary>
    public bool Destroy { get; init; }
    /// <summary>The phases that this job carries out, in their order: of <c>init, plan, apply, output</c>, or of <c>init, plan, destroy</c>; empty: all of them. Every job initialises first; the plan and the lock file
    /// travel with the working directory.</summary>
    public IReadOnlyList<string> Phases { get; init; } = [];
    /// <summary>Id of the activity of the same run whose kept plan is applied, by a job that does not plan itself; null: the plan is in the working directory.</summary>
    public string? PlanOf { get; init; }
    /// <summary>Version that the template asks for; null: the one at hand.</summary>
    public string? Version { get; init; }
    /// <summary>Input variables; written to a tfvars file of mode 0600.</summary>
    public IReadOnlyList<TofuVariable> Variables { get; init; } = [];
    /// <summary>Extra <c>-var-file</c>s, relative to the working directory.</summary>
    public IReadOnlyList<string> VarFiles { get; init; } = [];
    /// <summary>Extra <c>-backend-config</c>s, of a custom backend.</summary>
    public IReadOnlyList<string> BackendConfigs { get; init; } = [];
    /// <summary>State is kept by the controller (<c>backendType: system</c>).</summary>
    public bool SystemBackend { get; init; }
    /// <summary>Password for <c>/workers/v1/state</c> (user <c>worker</c>), good for this attempt and this resource's state only; filled in by the controller with the session.</summary>
    public string? StatePassword { get; init; }
    /// <summary>Check for external changes while planning; null: the tool's default.</summary>
    public bool? Refresh { get; init; }
    /// <summary>Hold the state's lock; null: the tool's default.</summary>
    public bool? Lock { get; init; }
    /// <summary>How long to wait for the lock.</summary>
    public TimeSpan? LockTimeout { get; init; }
    /// <summary>Folders of provider plug-ins.</summary>
    public IReadOnlyList<string> PluginDirs { get; init; } = [];
    /// <summary>Resource addresses for <c>-target</c>.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];
    /// <summary>Where the tool comes from when PATH has neither <c>tofu</c> nor <c>terraform</c>.</summary>
    public TofuRelease? Release { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Destroy ? "tofu destroy" : "tofu apply";
}
