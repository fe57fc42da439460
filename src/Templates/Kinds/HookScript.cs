namespace Actors.Templates.Kinds;

/// <summary>A script run by a hook.</summary>
public sealed record HookScript
{
    /// <summary>The script.</summary>
    public string? Script { get; init; }

    /// <summary>Environment variables; expressions are evaluated.</summary>
    public IReadOnlyDictionary<string, string> Envvars { get; init; } = new Dictionary<string, string>();

    /// <summary>CPU limit in thousandths of a core.</summary>
    public string? CpuLimitMilli { get; init; }

    /// <summary>Memory limit in MiB.</summary>
    public string? MemoryLimitMB { get; init; }

    /// <summary>CUE condition on the outcome.</summary>
    public string? SuccessCondition { get; init; }
}
