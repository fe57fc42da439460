namespace Actors.Contracts.Activities;

/// <summary>Size of a worker; requests and limits are the same.</summary>
/// <param name="CpuMillis">Thousandths of a core.</param>
/// <param name="MemoryBytes">Bytes of memory.</param>
public sealed record WorkerSize(int CpuMillis, long MemoryBytes)
{
    /// <summary>The default size of a kind: Git 250m/512Mi, OpenTofu 500m/1Gi, Function 100m/256Mi; a command and an HTTP call as a function.</summary>
    public static WorkerSize Default(WorkerKind kind) => kind switch
    {
        WorkerKind.Git => new(250, 512L << 20),
        WorkerKind.OpenTofu => new(500, 1024L << 20),
        _ => new(100, 256L << 20),
    };
}
