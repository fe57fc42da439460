using Actors.Contracts.Storage;
using Actors.Storage.Artifacts;
using Actors.Storage.Documents;
using Actors.Storage.Functions;
using Actors.Storage.GrainState;
using Actors.Storage.Installations;
using Actors.Storage.Logs;
using Actors.Storage.Maintenance;
using Actors.Storage.OpenTofu;
using Actors.Storage.Packages;
using Actors.Storage.Protection;
using Actors.Storage.Protection.Older;
using Actors.Storage.Runs;
using Actors.Storage.Sql;
using Actors.Storage.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Providers;
using Orleans.Runtime.Hosting;

namespace Actors.Storage;

/// <summary>Registers what is the same on every kind of database.</summary>
internal static class StorageServices
{
    /// <summary>Registers every store of <c>Actors.Contracts.Storage</c>, the grain storage and the pruning of old things, on a database.</summary>
    /// <returns>False: this kind was registered before, and only configuration was added.</returns>
    /// <exception cref="InvalidOperationException">Another kind was registered before.</exception>
    public static bool TryAddStores<TOptions, TDatabase, TWriter, TArtifacts, TSweeper>(this IServiceCollection services, Action<TOptions> configure)
        where TOptions : StorageOptions
        where TDatabase : SqlDatabase
        where TWriter : class, IStateWriter
        where TArtifacts : class, IArtifactStore, IPlainContent
        where TSweeper : class, IArtifactSweeper
    {
        services.AddOptions<TOptions>().Configure(configure).ValidateOnStart();
        if (services.Any(x => x.ServiceType == typeof(TDatabase))) return false;
        if (services.Any(x => x.ServiceType == typeof(SqlDatabase)))
            throw new InvalidOperationException($"A store of another kind is registered already; {typeof(TDatabase).Name} would be a second one.");
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<StorageOptions>(provider => provider.GetRequiredService<IOptions<TOptions>>().Value);
        services.AddSingleton<TDatabase>();
        services.AddSingleton<SqlDatabase>(provider => provider.GetRequiredService<TDatabase>());
        services.AddSingleton<KeyRing>();
        services.AddSingleton<Sealer>();
        services.AddSingleton<ISealer>(provider => provider.GetRequiredService<Sealer>());
        services.AddSingleton<IStateWriter, TWriter>();
        services.AddSingleton<SqlGrainStorage>();
        services.AddGrainStorage(SqliteStorageExtensions.GrainStorageName, (provider, _) => provider.GetRequiredService<SqlGrainStorage>());
        services.AddGrainStorage(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, (provider, _) => provider.GetRequiredService<SqlGrainStorage>());
        services.AddSingleton<IStateIndex, SqlStateIndex>();
        services.AddSingleton<IDocumentStore, SqlDocumentStore>();
        services.AddSingleton<ILogStore, SqlLogStore>();
        services.AddSingleton<TArtifacts>();
        services.AddSingleton<IArtifactStore>(provider => provider.GetRequiredService<TArtifacts>());
        services.AddSingleton<SqlTofuStateStore>();
        services.AddSingleton<ITofuStateStore, SealedTofuStateStore>();
        services.AddSingleton<IFunctionStateStore, SqlFunctionStateStore>();
        services.AddSingleton<IPackageStore, SqlPackageStore>();
        services.AddSingleton<IRunStore, SqlRunStore>();
        services.AddSingleton<IInstallationStore, SqlInstallationStore>();
        services.AddSingleton<IAgentTokenStore, SqlAgentTokenStore>();
        services.AddSingleton<IArtifactSweeper, TSweeper>();
        services.AddSingleton<StorageMaintenance>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<StorageMaintenance>());
        services.AddSingleton<IPlainContent, PlainRows>().AddSingleton<IPlainContent, PlainTofuStates>().AddSingleton<IPlainContent>(provider => provider.GetRequiredService<TArtifacts>());
        services.AddSingleton<SealingPass>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<SealingPass>());
        return true;
    }
}
