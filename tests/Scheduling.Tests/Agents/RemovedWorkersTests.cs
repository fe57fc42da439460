using Actors.Contracts.Identity;
using Actors.Scheduling.Agents;

namespace Actors.Scheduling.Tests.Agents;

public sealed class RemovedWorkersTests
{
    private static readonly AttemptId One = new("one", 1);

    [Fact]
    public void IsRecent_WithinTheTimeOfTheEngine_Only()
    {
        var removed = RemovedWorkers.None.Add(One, At(10));

        Assert.True(removed.IsRecent(One, At(129)));
        Assert.False(removed.IsRecent(One, At(130)));
        Assert.False(removed.IsRecent(One with { Number = 2 }, At(10)));
    }

    [Fact]
    public void Add_Again_DoesNotProlongIt() => Assert.False(RemovedWorkers.None.Add(One, At(10)).Add(One, At(100)).IsRecent(One, At(130)));

    [Fact]
    public void Add_AfterTheTimeOfTheEngine_CountsAnew() => Assert.True(RemovedWorkers.None.Add(One, At(10)).Add(One, At(200)).IsRecent(One, At(201)));

    [Fact]
    public void IsSince_ATime_ComparesWithTheRemoval()
    {
        var removed = RemovedWorkers.None.Add(One, At(10));

        Assert.True(removed.IsSince(One, At(10)));
        Assert.False(removed.IsSince(One, At(11)));
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
