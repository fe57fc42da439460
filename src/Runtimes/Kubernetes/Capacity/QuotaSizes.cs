using k8s.Models;

namespace Actors.Runtimes.Kubernetes.Capacity;

/// <summary>What the quotas of a namespace give, the tightest where there are several. Pure.</summary>
/// <param name="CpuMillis">Thousandths of cores in all; null: not limited.</param>
/// <param name="MemoryBytes">Bytes of memory in all; null: not limited.</param>
/// <param name="Pods">Number of pods; null: not limited.</param>
/// <param name="UsedCpuMillis">Thousandths of cores that pods of the namespace ask for, as the quota counts them.</param>
/// <param name="UsedMemoryBytes">Bytes of memory that pods of the namespace ask for, as the quota counts them.</param>
internal sealed record QuotaSizes(long? CpuMillis, long? MemoryBytes, int? Pods, long UsedCpuMillis, long UsedMemoryBytes)
{
    private static readonly string[] Cpu = ["requests.cpu", "cpu", "limits.cpu"];
    private static readonly string[] Memory = ["requests.memory", "memory", "limits.memory"];

    /// <summary>Null: no quota limits workers.</summary>
    public static QuotaSizes? Of(IEnumerable<V1ResourceQuota> quotas)
    {
        var found = new QuotaSizes(null, null, null, 0, 0);
        foreach (var quota in quotas.Where(CountsWorkers))
        {
            var (hard, used) = (quota.Status?.Hard ?? quota.Spec?.Hard ?? Nothing, quota.Status?.Used ?? Nothing);
            foreach (var key in Cpu.Where(hard.ContainsKey))
                found = found with { CpuMillis = Least(found.CpuMillis, Of(hard, key, 1000)), UsedCpuMillis = Math.Max(found.UsedCpuMillis, Of(used, key, 1000)) };
            foreach (var key in Memory.Where(hard.ContainsKey))
                found = found with { MemoryBytes = Least(found.MemoryBytes, Of(hard, key, 1)), UsedMemoryBytes = Math.Max(found.UsedMemoryBytes, Of(used, key, 1)) };
            foreach (var key in ((string[])["pods", "count/pods"]).Where(hard.ContainsKey))
                found = found with { Pods = (int)Math.Min(int.MaxValue, Least(found.Pods, Of(hard, key, 1))) };
        }

        return found is { CpuMillis: null, MemoryBytes: null, Pods: null } ? null : found;
    }

    private static IDictionary<string, ResourceQuantity> Nothing { get; } = new Dictionary<string, ResourceQuantity>();

    // Of the scopes, only this one has all workers: they always have requests.
    private static bool CountsWorkers(V1ResourceQuota quota) =>
        quota.Spec?.ScopeSelector is null && (quota.Spec?.Scopes ?? []).All(scope => scope == "NotBestEffort");

    private static long Of(IDictionary<string, ResourceQuantity> amounts, string key, int factor) =>
        amounts.TryGetValue(key, out var amount) ? (long)Math.Min(long.MaxValue, amount.ToDecimal() * factor) : 0;

    private static long Least(long? one, long other) => one is { } known && known < other ? known : other;
}
