using System.Globalization;
using System.Net;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Actors.Storage.Tests.PostgreSql;

/// <summary>A silo on the database of a test, in this process or in one that is killed.</summary>
internal static class KilledSilo
{
    /// <summary>Runs a silo until the process ends. The argument: port, gateway's port and connection string.</summary>
    public static void Run(string argument)
    {
        var parts = argument.Split(' ', 3);
        using var host = Build(int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture), parts[2]);
        host.Run();
    }

    public static IHost Build(int port, int gateway, string connectionString)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = ("tests", "tests"));
            silo.Configure<EndpointOptions>(options =>
            {
                (options.AdvertisedIPAddress, options.SiloPort, options.GatewayPort) = (IPAddress.Loopback, port, gateway);
                (options.SiloListeningEndpoint, options.GatewayListeningEndpoint) = (new(IPAddress.Loopback, port), new(IPAddress.Loopback, gateway));
            });
            silo.Configure<ClusterMembershipOptions>(options =>
            {
                // Not so short that a busy machine has a silo taken for dead.
                (options.ProbeTimeout, options.MaxProbeTimeout, options.NumMissedProbesLimit) = (TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), 3);
                options.TableRefreshTimeout = TimeSpan.FromSeconds(2);
                options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
            });
            silo.UseActorsPostgreSql(options => (options.ConnectionString, options.RingKeys) = (connectionString, TestRingKeys.Read));
        });
        return builder.Build();
    }
}
