using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Grains.Tests.Agents;

namespace Actors.Grains.Tests.Links;

/// <summary>What every way to the controller has to pass: nothing that either side says is lost or changed on it.</summary>
public abstract class ControllerLinkKit
{
    protected const string Agent = "org/pro%2Fject/agent";

    protected FakeController Controller { get; } = new();

    protected abstract IControllerLink Link { get; }

    [Fact]
    public async Task Register_Accepted_BringsTheSession()
    {
        Controller.Open();

        var answer = await RegisterAsync();

        Assert.Equal((true, 1L, "test", 2, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(1)),
            (answer.Accepted, answer.Epoch, answer.Installation, answer.Slots, answer.Lease, answer.PollWait));
    }

    [Fact]
    public async Task Register_Refused_BringsTheReason()
    {
        Controller.Refusal = "another engine";
        Controller.Open();

        var answer = await RegisterAsync();

        Assert.Equal((false, "another engine", true), (answer.Accepted, answer.Refusal, answer.Retry));
    }

    [Fact]
    public async Task Poll_WithWork_BringsTheWholeLease()
    {
        Controller.Open();
        await RegisterAsync();
        var lease = Controller.Offer("a");

        var answer = await Link.PollAsync(new(Agent, 1, 1, 2, []), TestContext.Current.CancellationToken);

        Assert.Equal(lease, Assert.Single(answer.Leases));
        Assert.Equal((SessionStatus.Live, 2), (answer.Session, answer.Slots));
    }

    [Fact]
    public async Task Poll_CancelsAndOver_AreTold()
    {
        Controller.Open();
        await RegisterAsync();
        var (one, two) = (Controller.Offer("one").Attempt, Controller.Offer("two").Attempt);
        Controller.Cancel(one);
        Controller.Finish(two);

        var answer = await Link.PollAsync(new(Agent, 1, 1, 0, [one, two]), TestContext.Current.CancellationToken);

        Assert.Equal([one], answer.Cancels);
        Assert.Equal([two], answer.Over);
        Assert.Equal([one, two], Assert.Single(Controller.Polls).Held);
    }

    [Fact]
    public async Task Poll_UnknownSession_IsTold()
    {
        var answer = await Link.PollAsync(new(Agent, 1, 1, 0, []), TestContext.Current.CancellationToken);

        Assert.Equal(SessionStatus.Unknown, answer.Session);
    }

    [Fact]
    public async Task Poll_Cancelled_Ends()
    {
        Controller.Open();
        await RegisterAsync();
        using var over = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Link.PollAsync(new(Agent, 1, 1, 0, []), over.Token));
    }

    [Fact]
    public async Task ReportExit_ArrivesWhole()
    {
        Controller.Open();
        await RegisterAsync();
        var report = new ExitReport(Agent, 1, Controller.Offer("a").Attempt, "worker", ReasonCode.OutOfMemory, 137, "killed\n\"it\"");

        var answer = await Link.ReportExitAsync(report, TestContext.Current.CancellationToken);

        Assert.Equal((SessionStatus.Live, true), (answer.Session, answer.Over));
        Assert.Equal(report, Assert.Single(Controller.Exits));
    }

    protected Task<RegisterResponse> RegisterAsync() =>
        Link.RegisterAsync(new(Agent, "engine", "process", [AgentProtocol.Version], null), TestContext.Current.CancellationToken);
}
