using Actors.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Conformance.Storage.PostgreSql;

/// <summary>A database of its own on the tests' server.</summary>
public sealed class PostgreSqlUnderTest : StorageUnderTest
{
    private TemporaryDatabase? _database;

    public override async ValueTask InitializeAsync() => _database = await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync();

    public override Task<IReadOnlyList<byte[]>> DumpAsync() => _database!.DumpAsync();

    public override Task<object?> ExecuteAsync(string sql) => _database!.ExecuteAsync(sql);

    public override Task PutPlainArtifactAsync(string activity, string name, byte[] bytes) => _database!.PutPlainArtifactAsync(activity, name, bytes);

    public override Task LoseArtifactAsync(string activity, string name) => _database!.LoseArtifactAsync(activity, name);

    public override string Bytes(string digits) => $"'\\x{digits}'";

    public override ValueTask DisposeAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override void Add(IServiceCollection services, Action<StorageOptions> configure) => services.AddActorsPostgreSqlStorage(options =>
    {
        options.ConnectionString = _database!.ConnectionString;
        configure(options);
    });
}
