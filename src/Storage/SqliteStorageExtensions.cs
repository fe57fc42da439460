using Actors.Contracts.Storage;
using Actors.Storage.Artifacts;
using Actors.Storage.Documents;
using Actors.Storage.GrainState;
using Actors.Storage.Installations;
using Actors.Storage.Logs;
using Actors.Storage.Maintenance;
using Actors.Storage.Membership;
using Actors.Storage.OpenTofu;
using Actors.Storage.Runs;
using Actors.Storage.Sqlite;
using Actors.Storage.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Messaging;
using Orleans.Providers;
using Orleans.Runtime.Hosting;

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
        services.AddOptions<SqliteStorageOptions>().Configure(configure).ValidateOnStart();
        if (services.Any(x => x.ServiceType == typeof(SqliteDatabase))) return services;
        services.AddSingleton<IValidateOptions<SqliteStorageOptions>, SqliteStorageOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SqliteDatabase>();
        services.AddSingleton<SqliteGrainStorage>();
        services.AddGrainStorage(GrainStorageName, (provider, _) => provider.GetRequiredService<SqliteGrainStorage>());
        services.AddGrainStorage(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, (provider, _) => provider.GetRequiredService<SqliteGrainStorage>());
        services.AddSingleton<IStateIndex, SqliteStateIndex>();
        services.AddSingleton<IDocumentStore, SqliteDocumentStore>();
        services.AddSingleton<ILogStore, SqliteLogStore>();
        services.AddSingleton<IArtifactStore, FileArtifactStore>();
        services.AddSingleton<ITofuStateStore, SqliteTofuStateStore>();
        services.AddSingleton<IRunStore, SqliteRunStore>();
        services.AddSingleton<IInstallationStore, SqliteInstallationStore>();
        services.AddSingleton<IAgentTokenStore, SqliteAgentTokenStore>();
        services.AddSingleton<ArtifactSweeper>();
        services.AddSingleton<StorageMaintenance>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<StorageMaintenance>());
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

    /// <summary>Finds the silos by the file: for a client on the same machine. Registers no store.</summary>
    public static IClientBuilder UseActorsSqlite(this IClientBuilder client, Action<SqliteStorageOptions> configure)
    {
        client.Services.AddOptions<SqliteStorageOptions>().Configure(configure);
        client.Services.AddSingleton<IValidateOptions<SqliteStorageOptions>, SqliteStorageOptionsValidator>();
        client.Services.AddSingleton<SqliteDatabase>();
        client.Services.AddSingleton<SqliteMembershipTable>();
        client.Services.AddSingleton<IGatewayListProvider, SqliteGatewayList>();
        return client;
    }
}
