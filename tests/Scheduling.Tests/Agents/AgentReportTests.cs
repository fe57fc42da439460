using Actors.Contracts.Agents;
using Actors.Scheduling.Agents;

namespace Actors.Scheduling.Tests.Agents;

public sealed class AgentReportTests
{
    private const string Agent = "org/project/agent";

    [Fact]
    public void Measured_Report_IsSentUntilAPollThatCarriedItWasAnswered()
    {
        var report = new AgentReport { Problem = "p" };
        var (before, early) = Open(slots: 2).NextPoll(Agent);
        var (session, first) = before.Measured(report).NextPoll(Agent);
        (session, var second) = session.NextPoll(Agent);

        Assert.Null(early.Report);
        Assert.Equal([report, report], [first.Report, second.Report]);
        session = session.Answered(early, new(), TimeSpan.Zero, TimeSpan.Zero).Session;
        Assert.Same(report, session.NextPoll(Agent).Request.Report);
        session = session.Answered(first, new(), TimeSpan.Zero, TimeSpan.Zero).Session;
        Assert.Null(session.NextPoll(Agent).Request.Report);
    }

    [Fact]
    public void Measured_AgainWhileAPollIsOpen_TheNewReportIsSent()
    {
        var (session, request) = Open(slots: 2).Measured(new()).NextPoll(Agent);
        var next = new AgentReport { Problem = "p" };

        session = session.Measured(next).Answered(request, new(), TimeSpan.Zero, TimeSpan.Zero).Session;

        Assert.Same(next, session.NextPoll(Agent).Request.Report);
    }

    [Fact]
    public void Registered_Again_TheReportIsSentAgain()
    {
        var report = new AgentReport();
        var (session, request) = Open(slots: 2).Measured(report).NextPoll(Agent);
        session = session.Answered(request, new() { Session = SessionStatus.Unknown }, TimeSpan.Zero, TimeSpan.Zero).Session;

        Assert.Same(report, session.Registered(Accepted(slots: 2, epoch: 2), TimeSpan.Zero).NextPoll(Agent).Request.Report);
    }

    private static AgentSession Open(int slots) => AgentSession.New.Registered(Accepted(slots, 1), TimeSpan.Zero);

    private static RegisterResponse Accepted(int slots, long epoch) =>
        new() { Accepted = true, Epoch = epoch, Installation = "i", Slots = slots, Lease = TimeSpan.FromSeconds(15), PollWait = TimeSpan.FromSeconds(5), Protocol = 1 };
}
