using Actors.Storage.Artifacts;
using Actors.Storage.GrainState;
using Actors.Storage.PostgreSql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Actors.Storage;

/// <summary>Registers the store of a cluster of silos: a PostgreSQL database, which is all that they share.</summary>
public static class PostgreSqlStorageExtensions
{
    /// <summary>
    /// Registers every store of <c>Actors.Contracts.Storage</c>, the grain storage and the pruning of old things. The database is reached, and its
    /// schema applied, at first use. Calling it again only adds configuration.
    /// </summary>
    public static IServiceCollection AddActorsPostgreSqlStorage(this IServiceCollection services, Action<PostgreSqlStorageOptions> configure)
    {
        if (!services.TryAddStores<PostgreSqlStorageOptions, PostgreSqlDatabase, PostgreSqlStateWriter, PostgreSqlArtifactStore, PostgreSqlArtifactSweeper>(configure)) return services;
        services.AddSingleton<IValidateOptions<PostgreSqlStorageOptions>, PostgreSqlStorageOptionsValidator>();
        services.AddSingleton<PostgreSqlConnections>();
        return services;
    }

    /// <summary>The store, and the cluster's membership by Orleans' ADO.NET provider in the same database. A silo that starts waits for the server, and applies the schema first.</summary>
    public static ISiloBuilder UseActorsPostgreSql(this ISiloBuilder silo, Action<PostgreSqlStorageOptions> configure)
    {
        silo.Services.AddActorsPostgreSqlStorage(configure);
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, PostgreSqlStart>();
        return silo.UseAdoNetClustering(clustering => clustering.Configure<PostgreSqlConnections>((options, connections) =>
            (options.Invariant, options.ConnectionString) = ("Npgsql", connections.MembershipConnectionString)));
    }
}
