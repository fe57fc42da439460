using Actors.Scheduling.Agents;

namespace Actors.Scheduling.Tests.Agents;

public sealed class AgentDepartureTests
{
    [Theory]
    [InlineData(false, true, true, true)]
    [InlineData(true, true, true, false)]
    [InlineData(false, false, true, false)]
    [InlineData(false, true, false, false)]
    public void IsAsked_ASilo_OnlyWhenItIsAnotherAndActiveAndConfiguresTheAgent(bool isSelf, bool isActive, bool configures, bool expected) =>
        Assert.Equal(expected, AgentDeparture.IsAsked(isSelf, isActive, configures));

    [Fact]
    public void StopsWorkers_NotWanted_IsFalse() => Assert.False(AgentDeparture.StopsWorkers(wanted: false, []));

    [Fact]
    public void StopsWorkers_NobodyToAsk_IsTrue() => Assert.True(AgentDeparture.StopsWorkers(wanted: true, []));

    [Theory]
    [InlineData(false, false)]
    [InlineData(null, false)]
    [InlineData(null, null)]
    public void StopsWorkers_NobodySaysThatItKeepsTheAgent_IsTrue(bool? first, bool? second) =>
        Assert.True(AgentDeparture.StopsWorkers(wanted: true, [first, second]));

    [Theory]
    [InlineData(true, null)]
    [InlineData(null, true)]
    [InlineData(false, true)]
    public void StopsWorkers_OneKeepsTheAgent_IsFalse(bool? first, bool? second) =>
        Assert.False(AgentDeparture.StopsWorkers(wanted: true, [first, second]));

    [Theory]
    [InlineData(3, true)]
    [InlineData(0, false)]
    public void Waits_WorkersAreKnown_UntilNoneIsLeftHoweverLate(int workers, bool expected)
    {
        Assert.Equal(expected, AgentDeparture.Waits(stopsWorkers: true, workers, TimeSpan.Zero));
        Assert.Equal(expected, AgentDeparture.Waits(stopsWorkers: true, workers, TimeSpan.FromHours(1)));
    }

    [Fact]
    public void Waits_WorkersAreNotKnown_UntilTheAgentShouldHaveSettled()
    {
        Assert.True(AgentDeparture.Waits(stopsWorkers: true, workers: null, AgentDeparture.SettlesWithin - TimeSpan.FromTicks(1)));
        Assert.False(AgentDeparture.Waits(stopsWorkers: true, workers: null, AgentDeparture.SettlesWithin));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(null)]
    public void Waits_WorkersRunOn_IsFalse(int? workers) => Assert.False(AgentDeparture.Waits(stopsWorkers: false, workers, TimeSpan.Zero));
}
