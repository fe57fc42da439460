using Actors.Contracts.Activities;
using Actors.Contracts.Agents;

namespace Actors.Grains.Tests.Agents;

/// <content>What the engine has.</content>
public sealed partial class AgentGrainTests
{
    [Fact]
    public async Task Capacity_OfTheEngine_IsToldWithThePollsOnce()
    {
        _engine.Capacity = new() { CpuMillis = 3000, MemoryBytes = 5L << 30, Pods = 7, LimitsEnforced = true, Note = "a note" };
        _controller.Open();

        var report = await ReportAsync(told => told.Capacity is not null);

        Assert.Equal(_engine.Capacity, report.Capacity);
        Assert.Equal(WorkerSize.Default(WorkerKind.OpenTofu), report.Sizes[WorkerKind.OpenTofu]);
        Assert.Equal(new WorkerSize(900, WorkerSize.Default(WorkerKind.Git).MemoryBytes), report.Sizes[WorkerKind.Git]);
        var polls = _controller.Read(c => c.Polls.Count);
        await Eventually.TrueAsync(() => _controller.Read(c => c.Polls.Count) > polls + 1, "it goes on polling");
        Assert.Single(_controller.Read(c => c.Polls.Where(p => p.Report is not null).ToArray()));
    }

    [Fact]
    public async Task Capacity_SessionBeginsAgain_IsAskedAndToldAgain()
    {
        _controller.Open();
        await ReportAsync(told => told.Capacity is not null);
        _engine.Capacity = new() { CpuMillis = 9000 };

        _controller.Forget();

        await ReportAsync(told => told.Capacity?.CpuMillis == 9000);
    }

    [Fact]
    public async Task Capacity_EngineCannotBeAsked_IsToldAndPollingGoesOn()
    {
        _engine.CapacityFailure = new IOException("no engine today");
        _controller.Open();

        var report = await ReportAsync(told => told.Problem is not null);

        Assert.Equal((null, "no engine today"), (report.Capacity, report.Problem));
        await RunOneAsync("all the same");
    }

    private async Task<AgentReport> ReportAsync(Func<AgentReport, bool> wanted)
    {
        AgentReport? found = null;
        await Eventually.TrueAsync(() => (found = _controller.Read(c => c.Polls.Select(p => p.Report).OfType<AgentReport>().LastOrDefault(wanted))) is not null, "a poll carries the report");
        return found!;
    }
}
