using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Scheduling.Capacity;

namespace Actors.Scheduling.Tests.Capacity;

public sealed class AgentReportsTests
{
    [Fact]
    public void Bounded_WhateverAnAgentSends_CanBeKeptAndCompared()
    {
        var report = new AgentReport
        {
            Problem = new('x', 100_000),
            Capacity = new() { CpuMillis = -1, MemoryBytes = long.MinValue, Pods = -5, Note = new('y', 100_000) },
            Sizes = new Dictionary<WorkerKind, WorkerSize> { [WorkerKind.Git] = null!, [WorkerKind.Function] = new(-1, 1), [WorkerKind.OpenTofu] = new(1, long.MaxValue) },
        };

        var kept = AgentReports.Bounded(report);

        Assert.Equal((4096, 4096, 0L, 0L, 0), (kept.Problem!.Length, kept.Capacity!.Note!.Length, kept.Capacity.CpuMillis, kept.Capacity.MemoryBytes, kept.Capacity.Pods));
        Assert.Equal([WorkerKind.OpenTofu], kept.Sizes.Keys);
        Assert.False(CapacityCheck.Of(1000, kept.Sizes, kept.Capacity).Fits);
        Assert.Empty(AgentReports.Bounded(new() { Sizes = null! }).Sizes);
    }
}
