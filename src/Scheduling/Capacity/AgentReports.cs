using Actors.Contracts.Activities;
using Actors.Contracts.Agents;

namespace Actors.Scheduling.Capacity;

/// <summary>Reports of agents, which come from another network.</summary>
public static class AgentReports
{
    /// <summary>The report with bounded texts and without what is no size.</summary>
    /// <param name="report">What the agent sent.</param>
    /// <returns>What may be kept.</returns>
    public static AgentReport Bounded(AgentReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report with
        {
            Capacity = report.Capacity is { } capacity
                ? capacity with
                {
                    CpuMillis = capacity.CpuMillis is { } cpu ? Math.Max(0, cpu) : null,
                    MemoryBytes = capacity.MemoryBytes is { } memory ? Math.Max(0, memory) : null,
                    Pods = capacity.Pods is { } pods ? Math.Max(0, pods) : null,
                    Note = Bounds.Message(capacity.Note),
                }
                : null,
            Problem = Bounds.Message(report.Problem),
            Sizes = (report.Sizes ?? new Dictionary<WorkerKind, WorkerSize>())
                .Where(size => size.Value is { CpuMillis: >= 0, MemoryBytes: >= 0 }).ToDictionary(),
        };
    }
}
