using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;
using Actors.Grains.Agents;

namespace Actors.Grains.Tests.Agents;

public sealed class AgentGrainTests : IClassFixture<AgentPlaneFixture>
{
    private readonly AgentPlaneFixture _plane;
    private readonly string _key;
    private readonly FakeController _controller;
    private readonly FakeEngine _engine;

    public AgentGrainTests(AgentPlaneFixture plane)
    {
        _plane = plane;
        _key = plane.TakeAgent();
        _controller = plane.ControllerOf(_key);
        _engine = plane.EngineOf(_key);
    }

    private IAgentGrain Agent => _plane.Cluster.Client.GetGrain<IAgentGrain>(_key);

    [Fact]
    public async Task Lease_WholeLife_IsStartedReportedAndRemoved()
    {
        var lease = await RunOneAsync("a");
        var spec = Assert.Single(_engine.Starts);
        Assert.Equal(("test", _key, lease.Ticket, lease.Attempt), (spec.Installation, spec.Agent, spec.Ticket, spec.Attempt));
        Assert.Equal("Running", (await Slot(0).GetState()).State);

        _engine.Exit(lease.Attempt, 0);

        await FreeAsync();
        var exit = Assert.Single(_controller.Exits);
        Assert.Equal((lease.Attempt, ReasonCode.None, 0, 1L), (exit.Attempt, exit.Reason, exit.ExitCode, exit.Epoch));
        Assert.False(_engine.Has(lease.Attempt));
        Assert.Equal("Free", (await Slot(0).GetState()).State);
    }

    [Fact]
    public async Task Leases_MoreThanSlots_NeverRunMoreAtOnce()
    {
        _controller.Slots = 2;
        var leases = Enumerable.Range(0, 7).Select(i => _controller.Offer($"many{i}")).ToArray();
        _controller.Open();
        foreach (var _ in leases)
        {
            await Eventually.TrueAsync(() => _engine.Living > 0, "a worker runs");
            _engine.Exit(leases.First(l => _engine.IsRunning(l.Attempt)).Attempt, 0);
        }

        await FreeAsync();
        Assert.Equal(7, _engine.Starts.Count);
        Assert.Equal(2, _engine.MostAtOnce);
        Assert.All(_controller.Polls, p => Assert.True(p.Held.Count + p.FreeSlots <= 2));
    }

    [Fact]
    public async Task SlotFreed_WhileAPollWaits_ANewerPollOvertakesIt()
    {
        _controller.Slots = 1;
        var first = await RunOneAsync("first");
        var second = _controller.Offer("second");
        _engine.Exit(first.Attempt, 0);

        await Eventually.TrueAsync(() => _engine.IsRunning(second.Attempt), "the freed slot is filled");
        Assert.NotEmpty(_controller.Read(c => c.Overtaken.ToArray()));
        var numbers = _controller.Read(c => c.Polls.Select(p => p.Number).ToArray());
        Assert.Equal(numbers.Order().Distinct(), numbers);
    }

    [Fact]
    public async Task Answer_Lost_CostsOnePollAndNoSecondWorker()
    {
        _controller.AnswersToLose = 2;
        var lease = await RunOneAsync("lost");

        Assert.Single(_engine.Starts);
        _engine.Exit(lease.Attempt, 0);
        await FreeAsync();
    }

    [Fact]
    public async Task Cancel_Running_StopsTheWorkerOnceAndReportsCancelled()
    {
        var lease = await RunOneAsync("cancelled");
        _controller.Cancel(lease.Attempt);

        await FreeAsync();
        Assert.Equal(ReasonCode.Cancelled, Assert.Single(_controller.Exits).Reason);
        Assert.Single(_engine.Stops);
    }

    [Fact]
    public async Task Over_WhileRunning_RemovesTheWorkerWithoutAReport()
    {
        var lease = await RunOneAsync("over");
        _controller.Finish(lease.Attempt);

        await FreeAsync();
        Assert.Empty(_controller.Exits);
        Assert.False(_engine.Has(lease.Attempt));
    }

    [Fact]
    public async Task Report_Lost_IsRepeatedUntilItIsAnswered()
    {
        var lease = await RunOneAsync("report");
        _controller.ReportsToLose = 2;
        _engine.Exit(lease.Attempt, 3);

        await FreeAsync();
        Assert.Equal(3, _controller.Exits.Count);
        Assert.All(_controller.Exits, e => Assert.Equal((ReasonCode.ExitCode, "last words"), (e.Reason, e.Message)));
        Assert.Single(_engine.Removes);
    }

    [Fact]
    public async Task Start_Refused_IsReportedWithItsReason()
    {
        _engine.StartFailure = new WorkerStartException(ReasonCode.ImagePull, "no such image");
        var lease = _controller.Offer("refused");
        _controller.Open();

        await Eventually.TrueAsync(() => _controller.Read(c => c.Exits.Count) > 0, "the refusal is reported");
        var exit = _controller.Exits[0];
        Assert.Equal((lease.Attempt, ReasonCode.ImagePull, "no such image"), (exit.Attempt, exit.Reason, exit.Message));
        await FreeAsync();
    }

    [Fact]
    public async Task Start_EngineDoesNotAnswer_IsTriedAgainBeforeItCounts()
    {
        _engine.StartFailure = new IOException("connection reset");
        _controller.Offer("unreachable");
        _controller.Open();

        await Eventually.TrueAsync(() => _controller.Read(c => c.Exits.Count) > 0, "the failure is reported");
        Assert.Equal((3, ReasonCode.StartError), (_engine.Starts.Count, _controller.Exits[0].Reason));
    }

    [Fact]
    public async Task Session_Unknown_RegistersAgainWithAHigherEpochAndKeepsItsWorker()
    {
        var lease = await RunOneAsync("kept");
        _controller.Forget();

        await Eventually.TrueAsync(() => _controller.Read(c => c.Polls.Exists(p => p.Epoch == 2 && p.Held.Contains(lease.Attempt))), "the second session lists the worker");
        _engine.Exit(lease.Attempt, 0);
        await FreeAsync();
        Assert.Equal(2, Assert.Single(_controller.Exits).Epoch);
        Assert.Single(_engine.Starts);
    }

    [Fact]
    public async Task Session_Superseded_StopsForEverAndTouchesNoWorker()
    {
        var lease = await RunOneAsync("superseded");
        _controller.Superseded = true;
        await Eventually.TrueAsync(async () => (await Agent.GetState()).Phase == "Superseded", "the agent stops");

        await Agent.EnsureRunningAsync();
        await Agent.EnsureRunningAsync();

        Assert.Equal(1, _controller.Registrations);
        Assert.True(_engine.IsRunning(lease.Attempt));
        Assert.Empty(_engine.Removes);
    }

    [Fact]
    public async Task Registration_Refused_IsTriedAgain()
    {
        _controller.Refusal = "another engine";
        _controller.Open();
        await Eventually.TrueAsync(async () => (await Agent.GetState()) is { Phase: "Refused", Problem: "another engine" }, "the refusal shows");

        _controller.Refusal = null;

        await Eventually.TrueAsync(async () => (await Agent.GetState()).Online, "the agent is online");
    }

    [Fact]
    public async Task Start_WorkersOnTheEngine_AreAdoptedAndNotStarted()
    {
        var attempt = new AttemptId("org/p/e/r/earlier", 4);
        _engine.Plant(attempt);
        _controller.Open();

        await Eventually.TrueAsync(() => _controller.Read(c => c.Polls.Count) > 0, "the agent polls");
        Assert.Equal([attempt], _controller.Polls[0].Held);
        _engine.Exit(attempt, 0);
        await FreeAsync();
        Assert.Empty(_engine.Starts);
        Assert.Equal(attempt, Assert.Single(_controller.Exits).Attempt);
    }

    [Fact]
    public async Task Start_EngineNotThere_DoesNotPollBeforeItKnowsWhatIsHeld()
    {
        _engine.ListFailure = new IOException("no engine");
        _controller.Open();
        await Eventually.TrueAsync(async () => (await Agent.GetState()).Problem == "no engine", "the problem shows");
        var failures = _engine.ListFailures;
        await Eventually.TrueAsync(() => _engine.ListFailures > failures + 1, "the look is tried again");
        Assert.Empty(_controller.Polls);

        _engine.ListFailure = null;

        await Eventually.TrueAsync(() => _controller.Read(c => c.Polls.Count) > 0, "the agent polls");
    }

    [Fact]
    public async Task Start_FirstListFails_WorkersAreWatchedAllTheSame()
    {
        _engine.ListFailure = new IOException("no engine");
        _controller.Open();
        await Eventually.TrueAsync(async () => (await Agent.GetState()).Problem == "no engine", "the problem shows");
        _engine.ListFailure = null;

        var lease = await RunOneAsync("after");
        _engine.Exit(lease.Attempt, 0);

        await FreeAsync();
        Assert.Equal(lease.Attempt, Assert.Single(_controller.Exits).Attempt);
    }

    [Fact]
    public async Task Agent_LostAndStartedAgain_TakesItsWorkersOver()
    {
        var lease = await RunOneAsync("taken-over");
        await _plane.Cluster.DeactivateAsync(Agent);

        await Eventually.TrueAsync(() => _controller.Read(c => c.Polls.Exists(p => p.Epoch == 2 && p.Held.Contains(lease.Attempt))), "the next life lists the worker");
        _engine.Exit(lease.Attempt, 0);
        await FreeAsync();
        Assert.Single(_engine.Starts);
        Assert.Equal(2, _controller.Exits[^1].Epoch);
    }

    [Fact]
    public async Task Watch_Broken_TheExitIsFoundAllTheSame()
    {
        var lease = await RunOneAsync("unwatched");
        _engine.Mute = true;
        _engine.Exit(lease.Attempt, 0);
        _engine.BreakWatches();

        await FreeAsync();
        Assert.Equal(lease.Attempt, Assert.Single(_controller.Exits).Attempt);
    }

    [Fact]
    public async Task Worker_DeletedBehindOurBack_IsReportedAsDeleted()
    {
        var lease = await RunOneAsync("deleted");
        _engine.Delete(lease.Attempt);

        await FreeAsync();
        Assert.Equal(ReasonCode.Deleted, Assert.Single(_controller.Exits).Reason);
    }

    [Fact]
    public async Task Worker_Orphaned_IsShownToTheControllerAndRemoved()
    {
        _controller.Open();
        await Eventually.TrueAsync(() => _controller.Read(c => c.Polls.Count) > 0, "the agent polls");
        var orphan = new AttemptId("org/p/e/r/orphan", 1);
        _controller.Finish(orphan);

        _engine.Plant(orphan);

        await Eventually.TrueAsync(() => !_engine.Has(orphan), "the orphan is removed");
    }

    [Fact]
    public async Task Leave_StoppingWorkers_EndsThemAndReportsTheAgentLost()
    {
        _controller.Slots = 1;
        var lease = await RunOneAsync("leaving");
        var waiting = _controller.Offer("waiting");

        await Eventually.TrueAsync(async () => await Agent.LeaveAsync(_plane.Silo, stopWorkers: true) == 0, "the slots are free");

        Assert.Equal((lease.Attempt, ReasonCode.AgentLost), (_controller.Exits[0].Attempt, _controller.Exits[0].Reason));
        Assert.False(_engine.Has(lease.Attempt));
        Assert.False(_engine.IsRunning(waiting.Attempt));
    }

    [Fact]
    public async Task Leave_NotStoppingWorkers_LetsThemRunOn()
    {
        var lease = await RunOneAsync("staying");

        Assert.Equal(1, await Agent.LeaveAsync(_plane.Silo, stopWorkers: false));

        Assert.True(_engine.IsRunning(lease.Attempt));
        Assert.Equal(0, (await Agent.GetState()).FreeSlots);
    }

    [Fact]
    public async Task Slot_LowerEpoch_IsRefused()
    {
        var lease = await RunOneAsync("fenced");

        Assert.Equal(SlotAnswer.Fenced, await Slot(0).EndAsync(new(0, "test"), lease.Attempt));
        Assert.Equal(SlotAnswer.Fenced, await Slot(0).StopAsync(new(0, "test"), lease.Attempt, ReasonCode.Cancelled));
        Assert.True(_engine.IsRunning(lease.Attempt));
    }

    private IWorkerSlotGrain Slot(int number) => _plane.Cluster.Client.GetGrain<IWorkerSlotGrain>(AgentKeys.Slot(_key, number));

    private async Task<ActivityLease> RunOneAsync(string activity)
    {
        var lease = _controller.Offer(activity);
        _controller.Open();
        await Eventually.TrueAsync(() => _engine.IsRunning(lease.Attempt), "the worker runs");
        return lease;
    }

    private Task FreeAsync() => Eventually.TrueAsync(async () => (await Agent.GetState()).Held.Count == 0, "all slots are free");
}
