using Actors.Storage.Sqlite;
using Actors.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Storage.Tests.Testing;

/// <summary>A store in a folder of its own, or in one that somebody else removes.</summary>
public sealed class TemporaryStore(string? borrowed = null) : IAsyncDisposable
{
    private readonly List<ServiceProvider> _opened = [];

    public string Folder { get; } = borrowed ?? Directory.CreateTempSubdirectory("actors-storage-").FullName;

    public string Path => System.IO.Path.Combine(Folder, "actors.db");

    public ServiceProvider Open(Action<SqliteStorageOptions>? configure = null, TimeProvider? clock = null)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(clock ?? TimeProvider.System).AddActorsSqliteStorage(options =>
        {
            options.DataFolder = Folder;
            options.RingKeys = TestRingKeys.Read;
            configure?.Invoke(options);
        }).BuildServiceProvider();
        _opened.Add(services);
        return services;
    }

    internal SqliteDatabase OpenDatabase(Action<SqliteStorageOptions>? configure = null) => Open(configure).GetRequiredService<SqliteDatabase>();

    /// <summary>A connection that knows nothing of the store: another program that has the file open.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        return connection;
    }

    public static object? Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var services in _opened) await services.DisposeAsync();
        if (borrowed is null) Directory.Delete(Folder, recursive: true);
    }
}
