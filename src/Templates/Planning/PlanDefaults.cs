namespace Actors.Templates.Planning;

/// <summary>Limits that hold where documents give none; the template format leaves them open, so they are ours.</summary>
public static class PlanDefaults
{
    /// <summary>Longest duration of a checkout, in seconds.</summary>
    public const int GitSeconds = 900;

    /// <summary>Longest duration of a function, in seconds.</summary>
    public const int FunctionSeconds = 3600;

    /// <summary>Longest duration of a container, in seconds.</summary>
    public const int ContainerSeconds = 3600;

    /// <summary>Longest duration of an HTTP call, in seconds.</summary>
    public const int HttpSeconds = 300;

    /// <summary>Longest wait for an approval, in seconds: seven days.</summary>
    public const int ApprovalSeconds = MaxSeconds;

    /// <summary>Pause before a function that asks for it is called again, in seconds.</summary>
    public const int PollingRepeatSeconds = 15;

    /// <summary>Longest time over all calls of a function that asks to be called again, in seconds.</summary>
    public const int PollingUntilSeconds = 3600;

    /// <summary>Longest duration of OpenTofu, in seconds.</summary>
    public const int OpenTofuSeconds = 7200;

    /// <summary>Longest duration that a document may ask for, in seconds: seven days.</summary>
    public const int MaxSeconds = 7 * 24 * 3600;

    /// <summary>Attempts of a checkout whose repository gives no <c>options.maxRetries</c>.</summary>
    public const int GitAttempts = 3;

    /// <summary>Most attempts that a document may ask for.</summary>
    public const int MaxAttempts = 100;

    /// <summary>Smallest CPU of a worker, in thousandths of a core.</summary>
    public const int MinCpuMillis = 10;

    /// <summary>Largest CPU of a worker, in thousandths of a core: ten thousand cores.</summary>
    public const int MaxCpuMillis = 10_000_000;

    /// <summary>Smallest memory of a worker, in bytes: 16 MiB.</summary>
    public const long MinMemoryBytes = 16L << 20;

    /// <summary>Largest memory of a worker, in bytes: 64 TiB.</summary>
    public const long MaxMemoryBytes = 64L << 40;

    /// <summary>Most volumes of a worker.</summary>
    public const int MaxVolumes = 10;

    /// <summary>Longest JSON of a patch, an affinity or tolerations of a pod, in characters: each activity carries it.</summary>
    public const int MaxPodJson = 32 * 1024;

    /// <summary>Most activities of a plan.</summary>
    public const int MaxActivities = 2_000;
}
