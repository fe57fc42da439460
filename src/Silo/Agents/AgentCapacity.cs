using Actors.Contracts.Api;
using Actors.Grains.Queues;
using Actors.Scheduling.Capacity;

namespace Actors.Silo.Agents;

/// <summary>What an agent says of its engine, compared with what it may start.</summary>
internal static class AgentCapacity
{
    /// <summary>The view; null when the agent has said nothing in this session.</summary>
    public static AgentCapacityView? View(AgentQueueSnapshot snapshot)
    {
        if (snapshot.Report is not { } report)
        {
            return null;
        }

        if (report.Capacity is not { } capacity)
        {
            return new() { Problem = report.Problem, ReportedAt = snapshot.ReportedAt };
        }

        var verdict = CapacityCheck.Of(snapshot.Slots, report.Sizes, capacity);
        return new()
        {
            CpuMillis = capacity.CpuMillis,
            MemoryBytes = capacity.MemoryBytes,
            Pods = capacity.Pods,
            UsedCpuMillis = capacity.UsedCpuMillis,
            UsedMemoryBytes = capacity.UsedMemoryBytes,
            Workers = capacity.Workers,
            LimitsEnforced = capacity.LimitsEnforced,
            Note = capacity.Note,
            Fits = verdict.Fits,
            Advice = verdict.Line,
            Sizes = [.. verdict.Needs.Select(need => new AgentSizeView
            {
                Kind = need.Kind,
                CpuMillis = need.Size.CpuMillis,
                MemoryBytes = need.Size.MemoryBytes,
                NeededCpuMillis = need.CpuMillis,
                NeededMemoryBytes = need.MemoryBytes,
                Fit = need.Fit,
            })],
            ReportedAt = snapshot.ReportedAt,
        };
    }
}
