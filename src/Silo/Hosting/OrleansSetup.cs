using System.Net;
using Actors.Silo.Configuration;
using Actors.Silo.Security;
using Actors.Silo.Telemetry;
using Actors.Storage;
using Orleans.Configuration;
using Orleans.Dashboard;

namespace Actors.Silo.Hosting;

/// <summary>The Orleans side of the silo.</summary>
public static class OrleansSetup
{
    /// <summary>Name of the service, and of the cluster of silos that host the controller.</summary>
    public const string ClusterName = "actors";

    /// <summary>Name of the cluster of silos that host agents only: on the controller's own store they are members of another cluster, as they could not run its actors.</summary>
    public const string AgentClusterName = "actors-agents";

    /// <summary>Adds an Orleans silo on the store, with an address and a port that stay the same over restarts.</summary>
    /// <param name="builder">The host's builder.</param>
    /// <param name="options">The settings.</param>
    /// <param name="configure">What else belongs to the silo.</param>
    public static void AddOrleansSilo(this WebApplicationBuilder builder, ActorsOptions options, Action<ISiloBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var address = IPAddress.Parse(options.SiloAddress);
        var tls = SiloTls.Read(options);
        if (tls is not null)
        {
            builder.Services.AddSingleton(tls).AddSingleton<SiloRefusals>();
        }

        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (options.HostsController ? ClusterName : AgentClusterName, ClusterName));
            if (!string.IsNullOrWhiteSpace(options.SiloName))
            {
                silo.Configure<SiloOptions>(own => own.SiloName = options.SiloName);
            }

            silo.Configure<EndpointOptions>(endpoint =>
            {
                // Port 0: there is no gateway, as nobody but silos speaks Orleans here.
                (endpoint.AdvertisedIPAddress, endpoint.SiloPort, endpoint.GatewayPort) = (address, options.SiloPort, 0);
                endpoint.SiloListeningEndpoint = new(address, options.SiloPort);
            });

            if (tls is not null)
            {
                silo.UseTls(tls.Apply);
            }

            // Two silos must have missed a killed one up to three times, one probe after the other. Measured: it is replaced after 1 to 3 s, a hanging one after about 12 s, a cluster that crashed whole forms again after 18 s.
            silo.Configure<ClusterMembershipOptions>(membership =>
            {
                membership.ProbeTimeout = TimeSpan.FromSeconds(1);
                membership.MaxProbeTimeout = TimeSpan.FromSeconds(3);
                membership.NumMissedProbesLimit = 3;
                membership.TableRefreshTimeout = TimeSpan.FromSeconds(10);
                membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
            });
            if (options.PostgreSql is { } database)
            {
                silo.UseActorsPostgreSql(storage => (storage.ConnectionString, storage.RingKeys) = (database, ringExists => StoreKeys.Read(options, ringExists)));
            }
            else
            {
                silo.UseActorsSqlite(storage =>
                {
                    (storage.Path, storage.DataFolder) = (options.DatabaseFile, options.DataFolder);
                    storage.RingKeys = ringExists => StoreKeys.Read(options, ringExists);
                });
            }

            if (TelemetrySetup.ExportsTraces(builder.Configuration))
            {
                silo.AddActivityPropagation();
            }

            silo.AddDashboard(dashboard => dashboard.HideTrace = true);
            configure(silo);
        });
    }
}
