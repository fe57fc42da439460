namespace Actors.Templates.Planning;

/// <summary>A call of OpenTofu or terraform.</summary>
public sealed record OpenTofuPlan : PlannedJob
{
    /// <summary>Whether to destroy rather than to apply.</summary>
    public bool Destroy { get; init; }

    /// <summary>The phases that this activity carries out, in their order: <c>init</c>, <c>plan</c>, <c>apply</c>, <c>output</c>, or <c>init</c>, <c>plan</c>, <c>destroy</c>; empty for all of them.
    /// Where phases are missing, the working directory travels between activities as an artifact.</summary>
    public IReadOnlyList<string> Phases { get; init; } = [];

    /// <summary>Id of the activity whose plan this one applies; null: it plans itself, or applies nothing.</summary>
    public string? PlanOf { get; init; }

    /// <summary>Whether the working directory is kept for activities that start from it.</summary>
    public bool KeepsWorkDir { get; init; }

    /// <summary>Image that replaces the worker's own; null: the agent's image for OpenTofu.</summary>
    public string? Image { get; init; }

    /// <summary>Account of the image's registry; null: none.</summary>
    public PlannedRegistry? Registry { get; init; }

    /// <summary>Volumes.</summary>
    public IReadOnlyList<PlannedVolume> Volumes { get; init; } = [];

    /// <summary>Version of the tool; empty for the installed one.</summary>
    public string ToolVersion { get; init; } = "";

    /// <summary><c>system</c> (state kept by the controller) or <c>custom</c>.</summary>
    public string BackendType { get; init; } = "system";

    /// <summary>Values for <c>-backend-config</c>; expressions in them are evaluated.</summary>
    public IReadOnlyList<string> BackendConfigs { get; init; } = [];

    /// <summary>Values for <c>-var-file</c>.</summary>
    public IReadOnlyList<string> VarFiles { get; init; } = [];

    /// <summary>Whether the plan looks at the real resources first; null leaves it to the tool.</summary>
    public bool? Refresh { get; init; }

    /// <summary>Whether the state is locked; null leaves it to the tool.</summary>
    public bool? Lock { get; init; }

    /// <summary>How long to wait for the lock, in seconds; null leaves it to the tool.</summary>
    public int? LockTimeoutSeconds { get; init; }

    /// <summary>Values for <c>-plugin-dir</c>.</summary>
    public IReadOnlyList<string> PluginDirs { get; init; } = [];

    /// <summary>Values for <c>-target</c>.</summary>
    public IReadOnlyList<string> TargetResources { get; init; } = [];

    /// <summary>Variables, environment variables and files.</summary>
    public required JobInputs Inputs { get; init; }
}
