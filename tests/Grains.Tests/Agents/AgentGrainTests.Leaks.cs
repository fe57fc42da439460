using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;
using Actors.Grains.Agents;

namespace Actors.Grains.Tests.Agents;

/// <content>Workers that nobody holds, and what is measured.</content>
public sealed partial class AgentGrainTests
{
    [Fact]
    public async Task Leak_FoundByASweep_IsCountedOnceAndRemoved()
    {
        using var leaks = new Measurements(AgentMetrics.LeakedWorkers);
        await PollingAsync();
        var (running, ended) = (new AttemptId("org/p/e/r/leak", 1), new AttemptId("org/p/e/r/leak-ended", 1));
        _controller.Finish(running);
        _controller.Finish(ended);

        _engine.Plant(running);
        _engine.Plant(ended, exitCode: 0);

        await Eventually.TrueAsync(() => !_engine.Has(running) && !_engine.Has(ended), "both are removed");
        await FreeAsync();
        var counted = leaks.With("agent", _key);
        Assert.Equal([1d, 1d], counted.Select(each => each.Value));
        Assert.All(counted, each => Assert.Equal("sweep", each.Tags["found"]));
    }

    [Fact]
    public async Task Leak_FoundWhenTheAgentBegins_IsCountedAsSuch()
    {
        using var leaks = new Measurements(AgentMetrics.LeakedWorkers);
        var attempt = new AttemptId("org/p/e/r/earlier-leak", 1);
        _controller.Finish(attempt);
        _engine.Plant(attempt);

        _controller.Open();

        await Eventually.TrueAsync(() => !_engine.Has(attempt), "it is removed");
        Assert.Equal("start", Assert.Single(leaks.With("agent", _key)).Tags["found"]);
    }

    [Fact]
    public async Task Leak_WorkersThatAreHeld_AreNone()
    {
        using var leaks = new Measurements(AgentMetrics.LeakedWorkers);
        _controller.Slots = 3;
        var (over, ended) = (new AttemptId("org/p/e/r/kept-over", 4), new AttemptId("org/p/e/r/kept-ended", 4));
        _engine.Plant(over);
        _engine.Plant(ended);
        var leased = await RunOneAsync("leased");
        await Eventually.TrueAsync(() => _controller.Read(c => c.Polls.Exists(p => p.Held.Count == 3)), "all are listed");
        await Eventually.TrueAsync(async () => (await Agent.GetState()).Poll > _controller.Read(c => c.Polls.FindIndex(p => p.Held.Count == 3)) + 1, "and answered");

        _controller.Finish(over);
        _engine.Exit(ended, 0);
        _controller.Finish(leased.Attempt);

        await FreeAsync();
        Assert.False(_engine.Has(over) || _engine.Has(ended) || _engine.Has(leased.Attempt));
        Assert.Empty(leaks.With("agent", _key));
    }

    [Fact]
    public async Task Leak_WorkerThatTheEngineRemovesSlowly_IsNone()
    {
        using var leaks = new Measurements(AgentMetrics.LeakedWorkers);
        var lease = await RunOneAsync("slow");
        _engine.RemovesSlowly = true;
        _engine.Exit(lease.Attempt, 0);
        await FreeAsync();

        var looks = _engine.Lists;
        _engine.Nudge(lease.Attempt);
        await Eventually.TrueAsync(() => _engine.Lists > looks, "the agent looks");
        _engine.Vanish(lease.Attempt);

        looks = _engine.Lists;
        _engine.Nudge(lease.Attempt);
        await Eventually.TrueAsync(() => _engine.Lists > looks, "the agent looks again");
        await FreeAsync();
        Assert.Single(_engine.Removes);
        Assert.Empty(leaks.With("agent", _key));
    }

    [Fact]
    public async Task StartDuration_FromAskingUntilTheWorkerRuns_IsMeasuredByRuntimeAndKind()
    {
        using var starts = new Measurements(AgentMetrics.StartDuration);
        _engine.StartsPending = true;
        var lease = _controller.Offer("measured", WorkerKind.Command);
        _controller.Open();
        await Eventually.TrueAsync(() => _engine.Has(lease.Attempt), "the engine has the worker");
        var begun = System.Diagnostics.Stopwatch.StartNew();
        Assert.Empty(starts.With("kind", nameof(WorkerKind.Command)));
        await Eventually.TrueAsync(() => begun.ElapsedMilliseconds > 50, "some time has passed");

        _engine.Run(lease.Attempt);

        await Eventually.TrueAsync(() => starts.With("kind", nameof(WorkerKind.Command)).Count > 0, "it is measured");
        _engine.Exit(lease.Attempt, 0);
        await FreeAsync();
        var (value, tags) = Assert.Single(starts.With("kind", nameof(WorkerKind.Command)));
        Assert.Equal("fake", tags["runtime"]);
        Assert.InRange(value, 0.05, 30);
    }

    [Fact]
    public async Task StartDuration_WorkerThatCannotBeStarted_IsNotMeasured()
    {
        using var starts = new Measurements(AgentMetrics.StartDuration);
        _engine.StartFailure = new WorkerStartException(ReasonCode.ImagePull, "no such image");
        _controller.Offer("never", WorkerKind.OpenTofu);
        _controller.Open();

        await Eventually.TrueAsync(() => _controller.Read(c => c.Exits.Count) > 0, "the refusal is reported");

        Assert.Empty(starts.With("kind", nameof(WorkerKind.OpenTofu)));
    }

    private async Task PollingAsync()
    {
        _controller.Open();
        await Eventually.TrueAsync(() => _controller.Read(c => c.Polls.Count) > 0, "the agent polls");
    }
}
