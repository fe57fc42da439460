using Actors.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Conformance.Storage.Sqlite;

/// <summary>The embedded store in a folder of its own.</summary>
public sealed class SqliteUnderTest : StorageUnderTest
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-storage-");

    public override ServiceProvider Open(StorageLimits limits) => new ServiceCollection().AddLogging().AddActorsSqliteStorage(options =>
    {
        options.DataFolder = _folder.FullName;
        limits.Apply(options);
    }).BuildServiceProvider(validateScopes: true);

    public override ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
