using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Scheduling.Agents;

namespace Actors.Scheduling.Tests.Agents;

public sealed class StrayWorkerTests
{
    private const string Agent = "org/project/agent";
    private static readonly AttemptId One = new("one", 1);

    [Fact]
    public void Answered_FoundWorkerIsOver_IsALeakOnce()
    {
        var (session, request) = Open().Found(One, atStart: true).Session.NextPoll(Agent);

        var answer = Answer(session, request, One);

        Assert.Equal([new StrayWorker(One, true)], answer.Leaks);
        Assert.Equal(AgentOrderKind.End, Assert.Single(answer.Orders).Kind);
        Assert.Empty(Answer(answer.Session, request, One).Leaks);
    }

    [Fact]
    public void Answered_FoundWorkerIsHeldAndOverLater_IsNoLeak()
    {
        var (session, request) = Open().Found(One).Session.NextPoll(Agent);
        session = Answer(session, request).Session;
        Assert.Null(session.LeakOf(One));

        (session, request) = session.NextPoll(Agent);
        Assert.Empty(Answer(session, request, One).Leaks);
    }

    [Fact]
    public void Answered_OvertakenPoll_SaysNothingOfWhatWasFound()
    {
        var (session, old) = Open().Found(One).Session.NextPoll(Agent);
        (session, _) = session.NextPoll(Agent);

        Assert.Equal(new StrayWorker(One, false), Answer(session, old).Session.LeakOf(One));
    }

    [Fact]
    public void Answered_PollFromBeforeItWasFound_SaysNothingOfIt()
    {
        var (session, request) = Open().NextPoll(Agent);
        (session, _) = session.Found(One);

        Assert.NotNull(Answer(session, request).Session.LeakOf(One));
    }

    [Fact]
    public void Answered_LeasedWorkerIsOver_IsNoLeak()
    {
        var (session, request) = Open().NextPoll(Agent);
        session = session.Answered(request, new() { Slots = 2, Leases = [new() { Attempt = One, Ticket = "t" }] }, TimeSpan.Zero, TimeSpan.Zero).Session;
        (session, request) = session.NextPoll(Agent);

        Assert.Empty(Answer(session, request, One).Leaks);
    }

    [Fact]
    public void Found_RemovedAMomentAgo_IsNoLeak() => Assert.Null(Open().Found(One, removed: true).Session.LeakOf(One));

    [Fact]
    public void Freed_FoundWorker_IsForgotten()
    {
        var (session, slot) = Open().Found(One);

        Assert.Null(session.Freed(slot, One).LeakOf(One));
    }

    private static AgentAnswer Answer(AgentSession session, PollRequest request, params AttemptId[] over) =>
        session.Answered(request, new() { Slots = 2, Over = over }, TimeSpan.Zero, TimeSpan.Zero);

    private static AgentSession Open() => AgentSession.New.Registered(
        new() { Accepted = true, Epoch = 1, Installation = "i", Slots = 2, Lease = TimeSpan.FromSeconds(15), PollWait = TimeSpan.FromSeconds(5), Protocol = 1 }, TimeSpan.Zero);
}
