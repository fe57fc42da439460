using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Actors.Runtimes.Kubernetes.Api;
using k8s.Models;

namespace Actors.Runtimes.Kubernetes.Capacity;

/// <summary>What the nodes of the cluster give to pods, where the agent may know it. Asked for once a minute at most.</summary>
internal sealed class NodeSizes(KubernetesApi api, TimeProvider time)
{
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private (Task<IReadOnlyList<NodeSize>?> Sizes, long At)? _known;

    /// <summary>The nodes that take pods now; null: the agent may not know them.</summary>
    public async Task<IReadOnlyList<NodeSize>?> GetAsync(CancellationToken cancellationToken) =>
        await AllAsync(cancellationToken) is { } all ? [.. all.Where(node => node.Takes)] : null;

    private async Task<IReadOnlyList<NodeSize>?> AllAsync(CancellationToken cancellationToken)
    {
        Task<IReadOnlyList<NodeSize>?> sizes;
        lock (_lock)
        {
            if (_known is not { } known || known.Sizes.IsFaulted || (known.Sizes.IsCompleted && time.GetElapsedTime(known.At) > Age))
                // Not of this caller alone: bounded by the call's own limits.
                _known = known = (ReadAsync(), time.GetTimestamp());
            sizes = known.Sizes;
        }

        return await sizes.WaitAsync(cancellationToken);
    }

    /// <summary>Refuses what fits on no node, however empty it is, those that take none just now included. Where the nodes cannot be known soon, Kubernetes' own scheduler tells.</summary>
    /// <exception cref="WorkerStartException">It never fits.</exception>
    public async Task CheckAsync(WorkerSize size, CancellationToken cancellationToken)
    {
        if (await SoonAsync(cancellationToken) is not { Count: > 0 } nodes || nodes.Any(node => node.CpuMillis >= size.CpuMillis && node.MemoryBytes >= size.MemoryBytes))
            return;
        throw new WorkerStartException(ReasonCode.Unschedulable,
            $"A worker of {size.CpuMillis}m CPU and {size.MemoryBytes >> 20} MiB never fits on a node of this cluster; the largest give {nodes.Max(node => node.CpuMillis)}m and {nodes.Max(node => node.MemoryBytes) >> 20} MiB: lower the agent's Sizes or the driver's.");
    }

    private async Task<IReadOnlyList<NodeSize>?> SoonAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await AllAsync(cancellationToken).WaitAsync(Soon, time, cancellationToken);
        }
        catch (Exception exception) when (exception is ApiException or TimeoutException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<NodeSize>?> ReadAsync() =>
        await api.ListNodesAsync(CancellationToken.None) is { } nodes ? [.. nodes.Select(Size)] : null;

    private static bool Takes(V1Node node) => node.Spec?.Unschedulable != true
        && node.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;

    private static NodeSize Size(V1Node node)
    {
        decimal Of(string resource) => node.Status.Allocatable is { } amounts && amounts.TryGetValue(resource, out var amount) ? amount.ToDecimal() : 0;
        return new((long)(Of("cpu") * 1000), (long)Of("memory"), (int)Of("pods"), Takes(node));
    }
}
