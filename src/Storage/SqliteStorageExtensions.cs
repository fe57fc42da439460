using Actors.Storage.Artifacts;
using Actors.Storage.GrainState;
using Actors.Storage.Membership;
using Actors.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Actors.Storage;

/// <summary>Registers the embedded store: one SQLite file and a folder.</summary>
public static class SqliteStorageExtensions
{
    /// <summary>Name of the grain storage, for <c>[PersistentState(name, "actors")]</c>. It is the default storage as well.</summary>
    public const string GrainStorageName = "actors";

    /// <summary>
    /// Registers every store of <c>Actors.Contracts.Storage</c>, the grain storage and the pruning of old things. The file is opened, and its
    /// schema applied, at first use. Calling it again only adds configuration.
    /// </summary>
    public static IServiceCollection AddActorsSqliteStorage(this IServiceCollection services, Action<SqliteStorageOptions> configure)
    {
        if (services.TryAddStores<SqliteStorageOptions, SqliteDatabase, SqliteStateWriter, FileArtifactStore, FileArtifactSweeper>(configure))
            services.AddSingleton<IValidateOptions<SqliteStorageOptions>, SqliteStorageOptionsValidator>();
        return services;
    }

    /// <summary>The store, and the cluster's membership in the same file: for one silo, or several on one machine.</summary>
    public static ISiloBuilder UseActorsSqlite(this ISiloBuilder silo, Action<SqliteStorageOptions> configure)
    {
        silo.Services.AddActorsSqliteStorage(configure);
        silo.Services.AddSingleton<SqliteMembershipTable>();
        silo.Services.AddSingleton<IMembershipTable>(provider => provider.GetRequiredService<SqliteMembershipTable>());
        return silo;
    }
}
