namespace Actors.Templates.Kinds;

/// <summary>A container that runs to completion.</summary>
public sealed record ContainerConfig
{
    /// <summary>Image reference.</summary>
    public string? Image { get; init; }

    /// <summary>Arguments of the command.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The command.</summary>
    public IReadOnlyList<string> Commands { get; init; } = [];

    /// <summary>CPU limit in thousandths of a core.</summary>
    public string? CpuLimitMilli { get; init; }

    /// <summary>Memory limit in MiB.</summary>
    [FieldAlias("memoryLimitMi")]
    public string? MemoryLimitMb { get; init; }

    /// <summary>Environment variables; expressions are evaluated.</summary>
    public IReadOnlyDictionary<string, string> EnvVars { get; init; } = new Dictionary<string, string>();

    /// <summary>Files by path, content in base64.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the working directory is mounted.</summary>
    public string? WorkingDirPath { get; init; }

    /// <summary>Registry account.</summary>
    public ImagePullCredentials? ImagePullCredentials { get; init; }

    /// <summary>Cluster the container runs in.</summary>
    public KubeConfigOptions? KubeConfigOptions { get; init; }

    /// <summary>Settings of the pod.</summary>
    public KubeOptions? KubeOptions { get; init; }

    /// <summary>Older form with a single volume.</summary>
    public VolumeEntry? VolumeOptions { get; init; }

    /// <summary>Volumes.</summary>
    public IReadOnlyList<VolumeEntry> Volumes { get; init; } = [];
}
