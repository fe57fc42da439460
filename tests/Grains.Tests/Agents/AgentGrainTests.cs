using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;
using Actors.Grains.Agents;

namespace Actors.Grains.Tests.Agents;

public sealed partial class AgentGrainTests : IClassFixture<AgentPlaneFixture>
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
    public async Task Cancel_WhileTheEngineIsStarting_DoesNotWaitForIt()
    {
        _engine.StartsNever = true;
        var lease = _controller.Offer("pulling");
        _controller.Open();
        await Eventually.TrueAsync(() => _engine.Starts.Count == 1, "the engine is asked");

        _controller.Cancel(lease.Attempt);

        await FreeAsync();
        Assert.Equal(ReasonCode.Cancelled, Assert.Single(_controller.Exits).Reason);
        Assert.Single(_engine.Starts);
        Assert.Contains(lease.Attempt, _engine.Removes);
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
