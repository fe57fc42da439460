namespace Actors.Runtimes.Kubernetes.Capacity;

/// <summary>What a node gives to pods.</summary>
/// <param name="CpuMillis">Thousandths of cores.</param>
/// <param name="MemoryBytes">Bytes of memory.</param>
/// <param name="Pods">Number of pods.</param>
/// <param name="Takes">Whether it takes pods now: ready, and not cordoned.</param>
internal sealed record NodeSize(long CpuMillis, long MemoryBytes, int Pods, bool Takes);
