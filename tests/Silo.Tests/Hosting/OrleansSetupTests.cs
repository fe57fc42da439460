using Actors.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using SchedulingOptions = Actors.Scheduling.SchedulingOptions;

namespace Actors.Silo.Tests.Hosting;

[Collection<SiloCollection>]
public sealed class OrleansSetupTests(SiloFixture silo)
{
    /// <summary>A run speaks for what it stored as long as no other silo can have taken it over (docs/decisions/0014).</summary>
    [Fact]
    public void Membership_SiloThatStandsStill_IsReplacedLaterThanARunTrustsItsState()
    {
        var membership = silo.App.Services.GetRequiredService<IOptions<ClusterMembershipOptions>>().Value;

        Assert.True(membership.NumMissedProbesLimit > 1);
        Assert.True(SchedulingOptions.Default.ConfirmedFor * 2 <= membership.ProbeTimeout, $"{SchedulingOptions.Default.ConfirmedFor} and {membership.ProbeTimeout}");
        Assert.IsType<MonotonicClock>(silo.App.Services.GetRequiredService<TimeProvider>());
    }
}
