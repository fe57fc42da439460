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

        // The first of the probes that it misses may have been on its way already.
        var replaced = membership.ProbeTimeout * (membership.NumMissedProbesLimit - 1);
        Assert.True(SchedulingOptions.Default.ConfirmedFor * 2 <= replaced, $"{SchedulingOptions.Default.ConfirmedFor} and {replaced}");
        Assert.True(membership.EnableConnectionLivenessCheck);
        Assert.IsType<MonotonicClock>(silo.App.Services.GetRequiredService<TimeProvider>());
    }
}
