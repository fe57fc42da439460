using Actors.Cli.Clusters;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Cli.Tests.Clusters;

public sealed class RestartPaceTests
{
    [Fact]
    public void NextPause_OfASiloThatKeepsEndingSoon_GrowsToALimit()
    {
        var pace = new RestartPace(new FakeTimeProvider());

        Assert.Equal([2, 4, 8, 16, 30, 30], Enumerable.Range(0, 6).Select(_ => (int)pace.NextPause().TotalSeconds));
    }

    [Fact]
    public void NextPause_AfterALongLife_IsShortAgain()
    {
        var time = new FakeTimeProvider();
        var pace = new RestartPace(time);
        pace.NextPause();
        pace.NextPause();
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(TimeSpan.FromSeconds(2), pace.NextPause());
    }
}
