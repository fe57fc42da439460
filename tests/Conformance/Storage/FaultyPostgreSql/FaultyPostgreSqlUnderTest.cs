using Actors.Conformance.Storage.PostgreSql;
using Actors.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Actors.Conformance.Storage.FaultyPostgreSql;

/// <summary>A database behind a network that loses one in five commits, or the answer to it: no case of the kit may notice.</summary>
public sealed class FaultyPostgreSqlUnderTest : StorageUnderTest
{
    private TemporaryDatabase? _database;
    private CuttingProxy? _proxy;

    /// <summary>How many faults have happened.</summary>
    public int Faults => _proxy!.Faults;

    public override async ValueTask InitializeAsync()
    {
        var server = await PostgreSqlServer.SharedAsync();
        _database = await server.CreateDatabaseAsync();
        _proxy = new(server.Port);
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"Faults by seed {seed}");
        _proxy.LoseCommitsByChance(seed, oneIn: 5);
    }

    public override Task<IReadOnlyList<byte[]>> DumpAsync() => _database!.DumpAsync();

    public override Task<object?> ExecuteAsync(string sql) => _database!.ExecuteAsync(sql);

    public override Task PutPlainArtifactAsync(string activity, string name, byte[] bytes) => _database!.PutPlainArtifactAsync(activity, name, bytes);

    public override Task LoseArtifactAsync(string activity, string name) => _database!.LoseArtifactAsync(activity, name);

    public override string Bytes(string digits) => $"'\\x{digits}'";

    public override async ValueTask DisposeAsync()
    {
        if (_proxy is not null) await _proxy.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }

    protected override void Add(IServiceCollection services, Action<StorageOptions> configure) => services.AddActorsPostgreSqlStorage(options =>
    {
        // What is prepared is not seen by the proxy.
        options.ConnectionString = new NpgsqlConnectionStringBuilder(_database!.ConnectionString) { Port = _proxy!.Port, MaxAutoPrepare = 0 }.ConnectionString;
        options.Patience = TimeSpan.FromMinutes(1);
        configure(options);
    });
}
