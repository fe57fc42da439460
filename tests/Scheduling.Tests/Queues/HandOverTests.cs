using Actors.Contracts.Activities;
using Actors.Scheduling.Activities;

namespace Actors.Scheduling.Tests.Queues;

/// <summary>An agent that is full leaves work to the next one, and one that returns gets work: both at once, not with the next round of offers.</summary>
public sealed class HandOverTests
{
    private const string One = "org/default/one";
    private const string Two = "org/default/two";
    private readonly HandOverBench _bench = new(One, Two);

    [Fact]
    public void FullAgent_LeavesTheNextActivityToTheOther_AtOnce()
    {
        _bench.Comes(One, slots: 1);
        _bench.Create("x");
        Assert.Equal(One, _bench["x"].Holder?.Agent);

        _bench.Comes(Two, slots: 2);
        _bench.Create("y");
        _bench.Create("z");

        Assert.All(["y", "z"], activity => Assert.Equal((Two, ActivityStatus.Leased, (DateTimeOffset?)_bench.Now), (_bench[activity].Holder?.Agent, _bench[activity].Status, _bench[activity].LeasedAt)));
    }

    [Fact]
    public void AllAgentsFull_NewAgent_TakesWhatWaits_AtOnce()
    {
        _bench.Comes(One, slots: 1);
        _bench.Create("x");
        _bench.Create("y");
        _bench.Pass(30);
        Assert.Equal((ActivityStatus.Queued, ReasonCode.AgentsFull), (_bench.View("y").State, _bench.View("y").Reason));

        _bench.Comes(Two, slots: 1);

        Assert.Equal((Two, _bench.Now), (_bench["y"].Holder?.Agent, _bench["y"].LeasedAt));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void AgentThatWasAway_GetsWhatWaits_AtOnce(int afterTheLastOffers)
    {
        _bench.Comes(One, slots: 1);
        _bench.Goes(One);
        _bench.Pass(20);
        _bench.Create("x");
        Assert.Equal(ReasonCode.AgentsOffline, _bench.View("x").Reason);
        _bench.Pass(60 + afterTheLastOffers);

        _bench.Comes(One, slots: 1);

        Assert.Equal((One, _bench.Now), (_bench["x"].Holder?.Agent, _bench["x"].LeasedAt));
    }

    [Fact]
    public void DrainedAgent_Resumed_GetsWhatWaits_AtOnce()
    {
        _bench.Comes(One, slots: 1);
        _bench.Send(One, draining: true);
        _bench.Create("x");
        _bench.Pass(20);
        Assert.Equal(ReasonCode.AgentsDraining, _bench.View("x").Reason);

        _bench.Send(One, draining: false);

        Assert.Equal((One, _bench.Now), (_bench["x"].Holder?.Agent, _bench["x"].LeasedAt));
    }

    [Fact]
    public void LostAgent_ItsAttemptGoesToTheOther_WhenTheBackOffIsOver()
    {
        _bench.Comes(One, slots: 1);
        _bench.Create("x");
        _bench.Comes(Two, slots: 1);
        var left = _bench.Now;
        _bench.Goes(One);

        _bench.Pass(15 + 2);

        Assert.Equal((Two, 2), (_bench["x"].Holder?.Agent, _bench["x"].Attempt));
        Assert.True(_bench["x"].LeasedAt - left <= TimeSpan.FromSeconds(17));
        var record = Assert.Single(_bench.View("x").Attempts);
        Assert.Equal((1, One, ReasonCode.AgentLost), (record.Number, record.Agent, record.Reason));
    }

    [Fact]
    public void QueueThatForgot_KnowsTheOffersAgain_WithTheNextRound()
    {
        _bench.Create("x");
        _bench.Pass(3);
        _bench.Forgets(One);
        _bench.Comes(One, slots: 1);

        _bench.Pass(5);

        Assert.Equal(One, _bench["x"].Holder?.Agent);
    }

    [Fact]
    public void Candidates_SayWhoHasItAndWhoIsAvoided()
    {
        _bench.Comes(One, slots: 1);
        _bench.Create("x");
        Assert.Equal([true, false], ActivityMachine.CandidatesOf(_bench["x"]).Select(candidate => candidate.Holds));

        _bench.Goes(One);
        _bench.Pass(15);

        Assert.Equal([(One, false, true), (Two, false, false)], ActivityMachine.CandidatesOf(_bench["x"]).Select(candidate => (candidate.Agent, candidate.Holds, candidate.Avoided)));
        Assert.Empty(ActivityMachine.CandidatesOf(new()));
    }
}
