namespace Actors.Templates.Kinds;

/// <summary>A function.</summary>
public sealed record FunctionConfig
{
    /// <summary>Name of the function.</summary>
    public string? Name { get; init; }

    /// <summary>`bash`, `python` or `go`.</summary>
    [KnownValues("bash", "python", "go")]
    public string? Language { get; init; }

    /// <summary>Version of the language.</summary>
    public string? LanguageVersion { get; init; }

    /// <summary>Inline source; without it the handler comes from the checked-out directory or the image.</summary>
    public string? Source { get; init; }

    /// <summary>Packages of a function in Python, one an entry, at most 200.</summary>
    public IReadOnlyList<string> FunctionDependencies { get; init; } = [];

    /// <summary>Packages of the operating system.</summary>
    public IReadOnlyList<string> SystemPackages { get; init; } = [];

    /// <summary>Platforms that an image is built for.</summary>
    public IReadOnlyList<string> TargetPlatforms { get; init; } = [];

    /// <summary>Whether an existing image is used as it is.</summary>
    public bool? SkipBuild { get; init; }

    /// <summary>Image reference.</summary>
    public string? Image { get; init; }

    /// <summary>Registry account.</summary>
    public ImagePullCredentials? ImagePullCredentials { get; init; }

    /// <summary>CPU limit in thousandths of a core.</summary>
    public string? CpuLimitMilli { get; init; }

    /// <summary>Memory limit in MiB.</summary>
    [FieldAlias("memoryLimitMi")]
    public string? MemoryLimitMb { get; init; }

    /// <summary>Concurrent calls of one replica.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>Replicas.</summary>
    public int? NumReplicas { get; init; }

    /// <summary>Idle time, in seconds, after which replicas are removed.</summary>
    public int? InactivityTimeoutSeconds { get; init; }

    /// <summary>Settings of the pod.</summary>
    public KubeOptions? KubeOptions { get; init; }

    /// <summary>Requests and limits.</summary>
    public FunctionResources? Resources { get; init; }

    /// <summary>Horizontal scaling.</summary>
    public FunctionHpa? Hpa { get; init; }
}
