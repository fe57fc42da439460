using Actors.Grains.Activities;

namespace Actors.Grains.Tests.Activities;

public sealed class KeptPlansTests
{
    [Theory]
    [InlineData("org/p/env/01J/net.tofu", "org/p/env/plans/01J/net.tofu")]
    [InlineData("org/p/env/01J", "org/p/env/plans/01J")]
    [InlineData("org/p%2Fq/env/01J/a%20b", "org/p%2Fq/env/plans/01J/a%20b")]
    public void Of_IsBesideTheRuns(string key, string owner)
    {
        Assert.Equal(owner, KeptPlans.Of(key));
        Assert.True(KeptPlans.Has(owner));
        Assert.False(KeptPlans.Has(key));
    }
}
