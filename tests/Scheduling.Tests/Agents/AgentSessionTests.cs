using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Scheduling.Agents;

namespace Actors.Scheduling.Tests.Agents;

public sealed class AgentSessionTests
{
    private const string Agent = "org/project/agent";
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    [Fact]
    public void Registered_Accepted_LivesWithTheEpochAndTheSlots()
    {
        var session = Open(slots: 3, epoch: 7, at: 1);

        Assert.Equal((AgentPhase.Live, 7, 3), (session.Phase, session.Epoch, session.FreeSlots));
        Assert.Equal(TimeSpan.FromSeconds(11), session.GiveUpAt);
        Assert.True(session.IsOnline(TimeSpan.FromSeconds(10.9)));
        Assert.False(session.IsOnline(TimeSpan.FromSeconds(11)));
    }

    [Fact]
    public void Registered_Refused_KeepsTheReason()
    {
        var session = AgentSession.New.Registered(new() { Accepted = false, Refusal = "another engine", Retry = true }, TimeSpan.Zero);

        Assert.Equal((AgentPhase.Refused, "another engine", true), (session.Phase, session.Refusal, session.RefusalMayPass));
    }

    [Fact]
    public void Registered_AnswerOfAnOlderEpoch_ChangesNothing()
    {
        var session = Open(slots: 3, epoch: 7);

        Assert.Same(session, session.Registered(Accepted(slots: 9, epoch: 6), TimeSpan.Zero));
    }

    [Fact]
    public void Registered_SameSessionAgain_KeepsCountingItsPolls()
    {
        var (session, request) = Open(slots: 3, epoch: 7).NextPoll(Agent);
        session = session.Answered(request, new() { Session = SessionStatus.Unknown }, TimeSpan.Zero, TimeSpan.Zero).Session;

        Assert.Equal(2, session.Registered(Accepted(slots: 3, epoch: 7), TimeSpan.Zero).NextPoll(Agent).Request.Number);
        Assert.Equal(AgentPhase.Unregistered, session.Registered(Accepted(slots: 3, epoch: 6), TimeSpan.Zero).Phase);
    }

    [Fact]
    public void NextPoll_NumbersGrowAndHeldIsListed()
    {
        var (session, slot) = Open(slots: 3).Found(Attempt("found"));
        var (first, one) = session.NextPoll(Agent);
        var (_, two) = first.NextPoll(Agent);

        Assert.Equal(0, slot);
        Assert.Equal((1, 2), (one.Number, two.Number));
        Assert.Equal(2, one.FreeSlots);
        Assert.Equal([Attempt("found")], one.Held);
    }

    [Fact]
    public void NextPoll_WithoutSession_Throws() => Assert.Throws<InvalidOperationException>(() => AgentSession.New.NextPoll(Agent));

    [Fact]
    public void Answered_MoreLeasesThanSlots_TakesOnlyWhatFits()
    {
        var (session, request) = Open(slots: 2).NextPoll(Agent);

        var answer = session.Answered(request, Leases(2, "a", "b", "c"), TimeSpan.Zero, TimeSpan.FromSeconds(1));

        Assert.Equal(["a", "b"], answer.Orders.Select(o => o.Attempt.Activity));
        Assert.Equal([0, 1], answer.Orders.Select(o => o.Slot));
        Assert.All(answer.Orders, o => Assert.Equal(TimeSpan.FromSeconds(9), o.StartWithin));
        Assert.Equal(0, answer.Session.FreeSlots);
    }

    [Fact]
    public void Answered_LeaseThatIsHeld_IsNotStartedAgain()
    {
        var (session, _) = Open(slots: 2).Found(Attempt("a"));
        (session, var request) = session.NextPoll(Agent);

        var answer = session.Answered(request, Leases(2, "a"), TimeSpan.Zero, TimeSpan.Zero);

        Assert.Empty(answer.Orders);
        Assert.False(answer.News);
    }

    [Fact]
    public void Answered_LateByTwoThirdsOfTheLease_StartsNothing()
    {
        var (session, request) = Open(slots: 2).NextPoll(Agent);

        var answer = session.Answered(request, Leases(2, "a"), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(11));

        Assert.Empty(answer.Orders);
        Assert.Equal(2, answer.Session.FreeSlots);
    }

    [Fact]
    public void Answered_OvertakenPoll_LeavesItsLeases()
    {
        var (session, old) = Open(slots: 2).NextPoll(Agent);
        (session, var newer) = session.NextPoll(Agent);

        Assert.Empty(session.Answered(old, Leases(2, "a"), TimeSpan.Zero, TimeSpan.Zero).Orders);
        Assert.Single(session.Answered(newer, Leases(2, "a"), TimeSpan.Zero, TimeSpan.Zero).Orders);
    }

    [Fact]
    public void Answered_OlderEpoch_ChangesNothing()
    {
        var (session, old) = Open(slots: 2, epoch: 1).NextPoll(Agent);
        session = session.Registered(Accepted(slots: 2, epoch: 2), TimeSpan.Zero);

        var answer = session.Answered(old, new() { Session = SessionStatus.Superseded }, TimeSpan.Zero, TimeSpan.Zero);

        Assert.Same(session, answer.Session);
    }

    [Fact]
    public void Answered_Superseded_StopsForEver()
    {
        var (session, request) = Open(slots: 2).NextPoll(Agent);
        session = session.Answered(request, new() { Session = SessionStatus.Superseded }, TimeSpan.Zero, TimeSpan.Zero).Session;

        Assert.Equal(AgentPhase.Superseded, session.Phase);
        Assert.Equal(AgentPhase.Superseded, session.Registered(Accepted(slots: 2, epoch: 99), TimeSpan.Zero).Phase);
    }

    [Fact]
    public void Answered_Unknown_RegistersAgainAndKeepsItsSlots()
    {
        var (session, _) = Open(slots: 2).Found(Attempt("a"));
        (session, var request) = session.NextPoll(Agent);
        session = session.Answered(request, new() { Session = SessionStatus.Unknown }, TimeSpan.Zero, TimeSpan.Zero).Session;

        Assert.Equal(AgentPhase.Unregistered, session.Phase);
        Assert.Equal(0, session.FreeSlots);
        Assert.Equal([Attempt("a")], session.Registered(Accepted(slots: 2, epoch: 2), TimeSpan.Zero).NextPoll(Agent).Request.Held);
    }

    [Fact]
    public void Answered_CancelAndOver_ReachTheSlotAndAreNewsOnce()
    {
        var (session, _) = Open(slots: 2).Found(Attempt("a"));
        (session, _) = session.Found(Attempt("b"));
        (session, var request) = session.NextPoll(Agent);
        var response = new PollResponse { Slots = 2, Cancels = [Attempt("a")], Over = [Attempt("b"), Attempt("stranger")] };

        var first = session.Answered(request, response, TimeSpan.Zero, TimeSpan.Zero);
        var again = first.Session.Answered(request, response, TimeSpan.Zero, TimeSpan.Zero);

        Assert.Equal([(AgentOrderKind.End, 1), (AgentOrderKind.Cancel, 0)], first.Orders.Select(o => (o.Kind, o.Slot)));
        Assert.Equal(first.Orders, again.Orders);
        Assert.Equal((true, false), (first.News, again.News));
    }

    [Fact]
    public void Answered_FewerSlots_FreesNoneUntilEnoughAreFree()
    {
        var (session, _) = Open(slots: 3).Found(Attempt("a"));
        (session, _) = session.Found(Attempt("b"));
        (session, var request) = session.NextPoll(Agent);

        session = session.Answered(request, new() { Slots = 1 }, TimeSpan.Zero, TimeSpan.Zero).Session;

        Assert.Equal(0, session.FreeSlots);
        Assert.Equal(1, session.Freed(0, Attempt("a")).Freed(1, Attempt("b")).FreeSlots);
    }

    [Fact]
    public void Freed_ByAFormerAttempt_IsIgnored()
    {
        var (session, slot) = Open(slots: 1).Found(Attempt("a"));

        Assert.Same(session, session.Freed(slot, Attempt("b")));
        Assert.Equal(1, session.Freed(slot, Attempt("a")).FreeSlots);
    }

    [Fact]
    public void Leave_TakesNoLeaseAnyMore()
    {
        var (session, request) = Open(slots: 2).Leave().NextPoll(Agent);

        Assert.Equal(0, request.FreeSlots);
        Assert.Empty(session.Answered(request, Leases(2, "a"), TimeSpan.Zero, TimeSpan.Zero).Orders);
    }

    private static AgentSession Open(int slots, long epoch = 1, double at = 0) => AgentSession.New.Registered(Accepted(slots, epoch), TimeSpan.FromSeconds(at));

    private static RegisterResponse Accepted(int slots, long epoch) =>
        new() { Accepted = true, Epoch = epoch, Installation = "i", Slots = slots, Lease = Lease, PollWait = TimeSpan.FromSeconds(5), Protocol = 1 };

    private static AttemptId Attempt(string activity) => new(activity, 1);

    private static PollResponse Leases(int slots, params string[] activities) =>
        new() { Slots = slots, Leases = [.. activities.Select(a => new ActivityLease { Attempt = Attempt(a), Ticket = "t" })] };
}
