using Actors.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Conformance.Storage.PostgreSql;

/// <summary>A database of its own on the tests' server.</summary>
public sealed class PostgreSqlUnderTest : StorageUnderTest
{
    private TemporaryDatabase? _database;

    public override async ValueTask InitializeAsync() => _database = await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync();

    public override ServiceProvider Open(StorageLimits limits) => new ServiceCollection().AddLogging().AddActorsPostgreSqlStorage(options =>
    {
        options.ConnectionString = _database!.ConnectionString;
        limits.Apply(options);
    }).BuildServiceProvider(validateScopes: true);

    public override ValueTask DisposeAsync() => _database?.DisposeAsync() ?? ValueTask.CompletedTask;
}
