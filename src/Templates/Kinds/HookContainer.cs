namespace Actors.Templates.Kinds;

/// <summary>A container run by a hook.</summary>
public sealed record HookContainer
{
    /// <summary>Image reference.</summary>
    public string? Image { get; init; }

    /// <summary>Arguments of the command.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The command.</summary>
    public IReadOnlyList<string> Commands { get; init; } = [];

    /// <summary>Environment variables; expressions are evaluated.</summary>
    public IReadOnlyDictionary<string, string> Envvars { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the working directory is mounted.</summary>
    public string? WorkingDirPath { get; init; }

    /// <summary>CPU limit in thousandths of a core.</summary>
    public string? CpuLimitMilli { get; init; }

    /// <summary>Memory limit in MiB.</summary>
    public string? MemoryLimitMB { get; init; }

    /// <summary>CUE condition on the outcome.</summary>
    public string? SuccessCondition { get; init; }
}
