using Actors.Contracts.Runtimes;
using Actors.Runtimes.Kubernetes.Api;
using Actors.Runtimes.Kubernetes.Pods;

namespace Actors.Runtimes.Kubernetes.Capacity;

/// <summary>What the agent's namespace can give: its quota's word, else the nodes', else nobody's.</summary>
internal sealed class CapacityReader(KubernetesApi api, NodeSizes nodes, string @namespace)
{
    /// <summary>What there is, and what these pods use of it.</summary>
    public async Task<EngineCapacity> ReadAsync(IReadOnlyCollection<PodState> running, CancellationToken cancellationToken)
    {
        var used = new EngineCapacity
        {
            UsedCpuMillis = running.Sum(pod => pod.CpuMillis), UsedMemoryBytes = running.Sum(pod => pod.MemoryBytes), Workers = running.Count, LimitsEnforced = true,
        };
        var quotas = await api.ListQuotasAsync(@namespace, cancellationToken);
        if (quotas is not null && QuotaSizes.Of(quotas) is { } quota)
            return await OfQuotaAsync(used, quota, cancellationToken);
        return await nodes.GetAsync(cancellationToken) is { } sizes
            ? OfNodes(used, sizes, "What the cluster's nodes give in all; what other namespaces use of it is not known.")
            : used with { Note = $"What the cluster can give is not known: namespace {@namespace} has no ResourceQuota{(quotas is null ? " that the agent may list" : "")}, and the agent may not list nodes." };
    }

    private async Task<EngineCapacity> OfQuotaAsync(EngineCapacity used, QuotaSizes quota, CancellationToken cancellationToken)
    {
        // A quota need not limit all of it.
        var all = quota is { CpuMillis: not null, MemoryBytes: not null } ? used : await nodes.GetAsync(cancellationToken) is { } sizes ? OfNodes(used, sizes, null) : used;
        return all with
        {
            CpuMillis = quota.CpuMillis ?? all.CpuMillis, MemoryBytes = quota.MemoryBytes ?? all.MemoryBytes, Pods = quota.Pods ?? all.Pods,
            UsedCpuMillis = Math.Max(all.UsedCpuMillis, quota.UsedCpuMillis), UsedMemoryBytes = Math.Max(all.UsedMemoryBytes, quota.UsedMemoryBytes),
            Note = $"By the ResourceQuota of namespace {@namespace}.",
        };
    }

    private static EngineCapacity OfNodes(EngineCapacity used, IReadOnlyList<NodeSize> sizes, string? note) => used with
    {
        CpuMillis = sizes.Sum(node => node.CpuMillis), MemoryBytes = sizes.Sum(node => node.MemoryBytes), Pods = sizes.Sum(node => node.Pods), Note = note,
    };
}
