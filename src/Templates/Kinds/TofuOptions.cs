namespace Actors.Templates.Kinds;

/// <summary>Settings of OpenTofu, terraform and HCP Terraform.</summary>
public sealed record TofuOptions
{
    /// <summary>Version of the tool; blank means the installed one.</summary>
    public string? Version { get; init; }

    /// <summary>`system` (state kept by the controller), `custom` or `terraform_cloud`.</summary>
    [KnownValues("system", "custom", "terraform_cloud")]
    public string? BackendType { get; init; }

    /// <summary>Values for `-backend-config`.</summary>
    public IReadOnlyList<string> BackendConfigs { get; init; } = [];

    /// <summary>Values for `-var-file`.</summary>
    public IReadOnlyList<string> VarFiles { get; init; } = [];

    /// <summary>Whether the plan looks at the real resources first.</summary>
    public bool? Refresh { get; init; }

    /// <summary>Whether the state is locked.</summary>
    public bool? Lock { get; init; }

    /// <summary>How long to wait for the lock, in seconds.</summary>
    public int? LockTimeoutSeconds { get; init; }

    /// <summary>Values for `-plugin-dir`.</summary>
    public IReadOnlyList<string> PluginDirs { get; init; } = [];

    /// <summary>Values for `-target`.</summary>
    public IReadOnlyList<string> TargetResources { get; init; } = [];

    /// <summary>Longest duration, in seconds, up to 604800; 0 is as none.</summary>
    public int? TimeoutSeconds { get; init; }

    /// <summary>Volumes of the worker.</summary>
    public IReadOnlyList<VolumeEntry> Volumes { get; init; } = [];

    /// <summary>Older form of `backendType: system`.</summary>
    public bool? UseSystemStateStore { get; init; }

    /// <summary>Older form of `backendType: terraform_cloud`.</summary>
    public bool? WithTerraformCloud { get; init; }
}
