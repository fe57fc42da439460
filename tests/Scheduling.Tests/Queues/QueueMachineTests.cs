using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Scheduling.Activities;
using Actors.Scheduling.Hosting;
using Actors.Scheduling.Queues;

namespace Actors.Scheduling.Tests.Queues;

public sealed class QueueMachineTests
{
    private const string Agent = "org/default/a1";
    private readonly QueueMachine _machine = new(Agent);
    private DateTimeOffset _now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private QueueState _state;
    private Step<QueueState, QueueEffect, QueueReply> _last = null!;
    private long _poll;

    public QueueMachineTests() => _state = _machine.Activate(null, _now);

    private IEnumerable<string> Requested => _machine.Resume(_state, _now).OfType<QueueEffect.RequestLease>().Select(effect => effect.Attempt.Activity);

    [Fact]
    public void Register_SecondEngine_IsRefusedWhileTheSessionLives()
    {
        Assert.Equal(1, Register().Epoch);
        var refused = Register(engine: "other");
        Assert.Equal((false, true), (refused.Accepted, refused.Retry));
        _now += TimeSpan.FromSeconds(15);
        Assert.Equal((true, 2L), (Register(engine: "other").Accepted, _state.Epoch));
    }

    [Fact]
    public void Register_UnknownProtocol_IsRefusedForGood()
    {
        var reply = (QueueReply.Registered)Send(new QueueEvent.Register("engine", "process", [99], null, 2));
        Assert.Equal((false, false), (reply.Accepted, reply.Retry));
    }

    [Fact]
    public void Register_SameLifeTwice_OpensOneSession()
    {
        Assert.Equal(1, Register(instance: "one").Epoch);
        Assert.Equal(1, Register(instance: "one").Epoch);
        Assert.False(_last.Durable);
        Assert.Equal(2, Register(instance: "two").Epoch);
        Assert.False(Register(instance: "one").Accepted);
        Assert.Equal(SessionStatus.Superseded, Poll(2, epoch: 1).Session);
    }

    [Fact]
    public void Register_AfterItsSessionRanOut_MayRegisterAgain()
    {
        Register(instance: "one");
        _now += TimeSpan.FromSeconds(15);
        Assert.Equal(2, Register(instance: "one").Epoch);
        Assert.Equal(SessionStatus.Unknown, Poll(2, epoch: 1).Session);
    }

    [Fact]
    public void Poll_Report_IsKeptUntilTheNextSession()
    {
        Register();
        var report = new AgentReport { Problem = "no engine" };
        Send(new QueueEvent.PollStarted(1, 1, 2, [], report));
        Send(new QueueEvent.PollStarted(1, 2, 2, []));
        Assert.Equal(("no engine", _now), (_state.Memory.Report?.Problem, _state.Memory.ReportedAt));

        Send(new QueueEvent.PollStarted(0, 3, 2, [], new() { Problem = "of another session" }));
        Assert.Equal("no engine", _state.Memory.Report?.Problem);

        Register(engine: "engine");
        Assert.Null(_state.Memory.Report);
    }

    [Fact]
    public void Register_Cap_LimitsTheSlots() =>
        Assert.Equal(3, ((QueueReply.Registered)Send(new QueueEvent.Register("engine", "process", [1], 3, 10))).Slots);

    [Fact]
    public void Poll_BeforeWhatIsHeldIsKnown_LeasesNothing()
    {
        Register();
        Offer("x");
        Assert.False(Poll(2).IsDone);
        Assert.Empty(Requested);
        Recover(new HeldAttempt(new("held", 1), new(Agent, 1), "p", false));
        Assert.Equal(["x"], Requested);
    }

    [Fact]
    public void Poll_LeaseGranted_IsAnsweredAndSentAgainUntilListed()
    {
        Ready();
        Offer("x");
        Assert.False(Poll(2).IsDone);
        Send(new QueueEvent.LeaseAnswered(new("x", 1), 1));
        Assert.Contains(new QueueEffect.WakePoll(_state.Epoch, _poll), _last.Effects);
        Assert.Equal([new AttemptId("x", 1)], Collect().Leases);
        Assert.False(Poll(2).IsDone);
        Send(new QueueEvent.AdoptAnswered(new("x", 1), 1, true, false, "p"));
        Assert.Equal([new AttemptId("x", 1)], Collect().Leases);
        Assert.False(Poll(1, new AttemptId("x", 1)).IsDone);
        Assert.Empty(Collect(final: true).Leases);
    }

    [Fact]
    public void Poll_NewerOne_MakesTheOlderReturnEmpty()
    {
        Ready();
        Assert.False(Poll(2).IsDone);
        Assert.False(Poll(2).IsDone);
        Assert.Contains(new QueueEffect.WakePoll(1, 1), _last.Effects);
        var old = (QueueReply.Poll)Send(new QueueEvent.PollCollected(1, 1, false));
        Assert.True(old.IsDone);
        Assert.Empty(old.Leases);
    }

    [Fact]
    public void Pick_NeverMoreThanSlotsOrFree()
    {
        Ready(slots: 3);
        for (var i = 0; i < 10; i++) Offer($"x{i}");
        Poll(2);
        Assert.Equal(2, Requested.Count());
        Assert.False(Poll(10).IsDone);
        Assert.Equal(3, Requested.Count());
    }

    [Fact]
    public void Pick_IsFairBetweenProjects()
    {
        Ready(slots: 4);
        for (var i = 0; i < 10; i++) Offer($"a{i}", "alpha");
        Offer("b0", "beta");
        Offer("b1", "beta");
        Poll(4);
        Assert.Equal(["a0", "a1", "b0", "b1"], Requested);
    }

    [Fact]
    public void Pick_ChangesFirst_ThenOldest()
    {
        Ready(slots: 10);
        Offer("plan", @class: ActivityClass.Plan, age: 9);
        Offer("young", age: 1);
        Offer("old", age: 5);
        Offer("other", @class: ActivityClass.Other, age: 9);
        Poll(1);
        Assert.Equal(["old"], Requested);
        Send(new QueueEvent.LeaseAnswered(new("old", 1), null));
        Assert.Equal(["young"], Requested);
        Send(new QueueEvent.LeaseAnswered(new("young", 1), null));
        Assert.Equal(["other"], Requested);
    }

    [Fact]
    public void Offer_SaysHowTheAgentIs()
    {
        Assert.Equal(AgentAvailability.Offline, Offer("x"));
        Ready(slots: 1);
        Assert.Equal(AgentAvailability.Online, Offer("x"));
        Poll(1);
        Assert.Equal(AgentAvailability.Full, Offer("y"));
        Send(new QueueEvent.Drain());
        Assert.True(_last.Durable);
        Assert.Equal(AgentAvailability.Draining, Offer("y"));
    }

    [Fact]
    public void Offer_WhileAskedFor_DoesNotStrandIt()
    {
        Ready();
        Offer("x");
        Poll(2);
        Offer("x");
        Send(new QueueEvent.LeaseAnswered(new("x", 1), null));
        Assert.Empty(Requested);
        Offer("x");
        Assert.Equal([new QueueEffect.RequestLease(new("x", 1), 1)], _last.Effects);
    }

    [Fact]
    public void Expire_OpenPoll_Never()
    {
        Ready();
        Assert.False(Poll(2).IsDone);
        Assert.Null(_machine.Due(_state));
        _now += TimeSpan.FromHours(1);
        Send(new QueueEvent.Tick());
        Assert.NotNull(_state.Memory.Session);
    }

    [Fact]
    public void Expire_TellsTheActivitiesOfWhatWasHeld()
    {
        Poll_LeaseGranted_IsAnsweredAndSentAgainUntilListed();
        _now += TimeSpan.FromSeconds(15);
        Send(new QueueEvent.Tick());
        var loss = new QueueLoss(new(Agent, 1), new("x", 1));
        Assert.Equal([new QueueEffect.TellLost(loss)], _last.Effects);
        Send(new QueueEvent.LossKnown(loss));
        Assert.Empty(_machine.Resume(_state, _now));
        Assert.Equal(SessionStatus.Unknown, Poll(2).Session);
    }

    [Fact]
    public void Poll_UnknownAttempt_IsAskedForAndRemovedWhenRefused()
    {
        Ready();
        var stray = new AttemptId("stray", 1);
        Assert.False(Poll(1, stray).IsDone);
        Assert.Contains(new QueueEffect.Adopt(stray, 1), _last.Effects);
        Send(new QueueEvent.AdoptAnswered(stray, 1, false, false, "p"));
        Assert.Equal([stray], Collect().Over);
        Assert.False(Poll(1, stray).IsDone);
        Assert.Equal([stray], Collect(final: true).Over);
    }

    [Fact]
    public void CancelWanted_IsSentAtOnceThenRepeatedWithTheEndOfPolls()
    {
        Ready();
        var held = new AttemptId("x", 1);
        Send(new QueueEvent.HeldAnnounced(new(held, new(Agent, 1), "p", false)));
        Assert.False(Poll(1, held).IsDone);
        Send(new QueueEvent.CancelWanted(new(held, new(Agent, 1), "p", true)));
        Assert.Equal([held], Collect().Cancels);
        Assert.False(Poll(1, held).IsDone);
        Assert.Equal([held], Collect(final: true).Cancels);
    }

    [Fact]
    public void Activate_GrantsTheSessionAFullTerm()
    {
        Ready();
        _state = _machine.Activate(_state with { Memory = new() }, _now);
        Assert.Equal(_now.AddSeconds(15), _machine.Due(_state));
        Assert.Equal(SessionStatus.Live, Poll(2).Session);
    }

    [Fact]
    public void Claims_OnceThereWasASession()
    {
        Assert.False(_machine.Claims(_state));
        Ready();
        Assert.True(_machine.Claims(_state));
    }

    private QueueReply.Registered Register(string engine = "engine", int slots = 2, string? instance = null) =>
        (QueueReply.Registered)Send(new QueueEvent.Register(engine, "process", [AgentProtocol.Version], null, slots, instance));

    private void Ready(int slots = 2)
    {
        Register(slots: slots);
        Recover();
    }

    private void Recover(params HeldAttempt[] held) => Send(new QueueEvent.Recovered(held));

    private AgentAvailability Offer(string activity, string project = "p", ActivityClass @class = ActivityClass.Change, int age = 0) =>
        ((QueueReply.Availability)Send(new QueueEvent.Offer(new(new(activity, 1), project, @class, _now.AddSeconds(-age))))).Value;

    private QueueReply.Poll Poll(int free, params AttemptId[] held) => Poll(free, _state.Epoch, held);

    private QueueReply.Poll Poll(int free, long epoch, params AttemptId[] held) => (QueueReply.Poll)Send(new QueueEvent.PollStarted(epoch, ++_poll, free, held));

    private QueueReply.Poll Collect(bool final = false)
    {
        var reply = (QueueReply.Poll)Send(new QueueEvent.PollCollected(_state.Epoch, _poll, final));
        Assert.True(reply.IsDone);
        return reply;
    }

    private QueueReply Send(QueueEvent @event)
    {
        _last = _machine.Handle(_state, @event, _now);
        _state = _last.State;
        return _last.Reply;
    }
}
