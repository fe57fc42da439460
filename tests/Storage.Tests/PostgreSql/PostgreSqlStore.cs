using Actors.Conformance.Storage.PostgreSql;
using Actors.Contracts.Storage;
using Actors.Storage.PostgreSql;
using Actors.Storage.Tests.Testing;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Storage;

namespace Actors.Storage.Tests.PostgreSql;

/// <summary>Silos' stores on one database of a test's own, on the shared server or on one that the test may stop.</summary>
internal sealed class PostgreSqlStore(PostgreSqlServer server, TemporaryDatabase database, bool ownsServer) : IAsyncDisposable
{
    private readonly List<ServiceProvider> _opened = [];

    public TemporaryDatabase Database { get; } = database;

    public PostgreSqlServer Server { get; } = server;

    /// <summary>On the server of all tests; skips the test when there is none.</summary>
    public static async Task<PostgreSqlStore> CreateAsync()
    {
        var server = await PostgreSqlServer.SharedAsync();
        return new(server, await server.CreateDatabaseAsync(), ownsServer: false);
    }

    /// <summary>On a server that the test may stop, with the database in a folder of the test's choice.</summary>
    public static async Task<PostgreSqlStore> CreateWithServerAsync(string settings = "-c fsync=off", string? folder = null)
    {
        var server = await PostgreSqlServer.StartAsync(settings);
        return new(server, await server.CreateDatabaseAsync(folder), ownsServer: true);
    }

    /// <summary>Opens the store as a silo does, directly or through a proxy.</summary>
    public ServiceProvider Open(Action<PostgreSqlStorageOptions>? configure = null, CuttingProxy? through = null, TimeProvider? clock = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(Database.ConnectionString);
        // What is prepared is not seen by a proxy.
        if (through is not null) (settings.Port, settings.MaxAutoPrepare) = (through.Port, 0);
        var services = new ServiceCollection().AddLogging().AddSingleton(clock ?? TimeProvider.System).AddActorsPostgreSqlStorage(options =>
        {
            options.ConnectionString = settings.ConnectionString;
            options.RingKeys = TestRingKeys.Read;
            configure?.Invoke(options);
        }).BuildServiceProvider();
        _opened.Add(services);
        return services;
    }

    public PostgreSqlDatabase OpenDatabase(Action<PostgreSqlStorageOptions>? configure = null, CuttingProxy? through = null) =>
        Open(configure, through).GetRequiredService<PostgreSqlDatabase>();

    public static IGrainStorage States(ServiceProvider services) => services.GetRequiredKeyedService<IGrainStorage>("actors");

    /// <summary>Writes a counter as a new activation does.</summary>
    public static async Task<GrainState<CounterState>> WriteAsync(ServiceProvider services, string key, int count = 1, int? fence = null)
    {
        var state = new GrainState<CounterState>();
        await States(services).ReadStateAsync("state", GrainId.Create("activity", key), state);
        (state.State!.Count, state.State.Fence) = (count, fence);
        await States(services).WriteStateAsync("state", GrainId.Create("activity", key), state);
        return state;
    }

    /// <summary>The document of a name.</summary>
    public static DocumentKey Document(string name) => new("org", "p", "Environment", name);

    public async ValueTask DisposeAsync()
    {
        foreach (var services in _opened) await services.DisposeAsync();
        if (ownsServer) await Server.DisposeAsync();
        else await Database.DisposeAsync();
    }
}
