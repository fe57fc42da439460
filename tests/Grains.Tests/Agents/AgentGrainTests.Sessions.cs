using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;
using Actors.Grains.Agents;

namespace Actors.Grains.Tests.Agents;

/// <content>Sessions: how they begin, what is found then, how they end.</content>
public sealed partial class AgentGrainTests
{
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
    public async Task Registration_RefusedAfterAFailure_SaysTheRefusal()
    {
        (_controller.RegistrationsToLose, _controller.Refusal) = (1, "another engine");
        _controller.Open();
        await Eventually.TrueAsync(async () => (await Agent.GetState()).Phase == "Refused", "the refusal shows");

        Assert.Equal("another engine", (await Agent.GetState()).Problem);
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
    public async Task Leave_AgentThatHasJustCome_FindsItsWorkersBeforeItSaysThatNoneIsLeft()
    {
        var moved = new AttemptId("org/p/e/r/moved", 1);
        _engine.Plant(moved);

        Assert.Equal(IAgentGrain.NotKnownYet, await Agent.LeaveAsync(_plane.Silo, stopWorkers: true));

        _controller.Open();
        await Eventually.TrueAsync(async () => await Agent.LeaveAsync(_plane.Silo, stopWorkers: true) == 0, "its worker is gone");
        Assert.Contains(moved, _engine.Stops);
        Assert.False(_engine.Has(moved));
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

    [Fact]
    public async Task Slot_SeesItsWorkerBeforeItWasToldToHoldIt_HoldsIt()
    {
        var attempt = new AttemptId($"{string.Join('/', _key.Split('/').Take(2))}/e/r/seen", 1);

        var answer = await Slot(7).ObserveAsync(new(1_000, "test"), attempt, new() { Attempt = attempt, Worker = "w", Phase = WorkerPhase.Running });

        Assert.Equal((SlotAnswer.Occupied, attempt), (answer, (await Slot(7).GetState()).Attempt));
    }
}
