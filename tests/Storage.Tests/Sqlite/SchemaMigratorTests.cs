using Actors.Contracts.Storage;
using Actors.Storage.Sqlite;
using Actors.Storage.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Storage.Tests.Sqlite;

public sealed class SchemaMigratorTests : IAsyncLifetime
{
    private readonly TemporaryStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Apply_ManySilosAtOnce_AllCanWork()
    {
        var opened = Enumerable.Range(0, 10).Select(_ => _store.Open()).ToArray();
        var ids = await Task.WhenAll(opened.Select(x => Task.Run(() => x.GetRequiredService<IInstallationStore>().GetOrCreateAsync(Token), Token)));
        Assert.Single(ids.Select(x => x.Id).Distinct());
    }

    [Fact]
    public async Task Apply_WrittenByANewerBuild_IsRefusedAndLeftAlone()
    {
        await InitializeDatabaseAsync();
        using var other = _store.Connect();
        TemporaryStore.Execute(other, $"PRAGMA user_version={SchemaMigrator.Current + 1}");
        var error = await Assert.ThrowsAsync<InvalidOperationException>(InitializeDatabaseAsync);
        Assert.Contains("newer build", error.Message, StringComparison.Ordinal);
        Assert.Equal((long)SchemaMigrator.Current + 1, TemporaryStore.Execute(other, "PRAGMA user_version"));
    }

    [Fact]
    public async Task Apply_WrittenByAnOlderBuild_GetsWhatIsNewAndKeepsWhatIsThere()
    {
        await InitializeDatabaseAsync();
        using var other = _store.Connect();
        var id = TemporaryStore.Execute(other, "SELECT id FROM installation");
        foreach (var sql in (string[])["DROP TABLE function_state", "DROP TABLE tofu_version", "ALTER TABLE tofu_lock DROP COLUMN taken"]) TemporaryStore.Execute(other, sql);
        TemporaryStore.Execute(other, """INSERT INTO tofu_state VALUES('o/p/e/net', 3, 0, 'o/p/e/r/net', 2, CAST('{"serial":7,"lineage":"l"}' AS BLOB), 100)""");
        TemporaryStore.Execute(other, "PRAGMA user_version=1");
        await InitializeDatabaseAsync();
        Assert.Equal(0L, TemporaryStore.Execute(other, "SELECT count(*) FROM function_state"));
        var version = Assert.Single(await _store.Open().GetRequiredService<ITofuStateStore>().ListVersionsAsync("o/p/e/net", Token));
        Assert.Equal((3, 7, "l", 26, 100, true), (version.Version, version.Serial, version.Lineage, version.Bytes, version.At.UtcTicks, version.IsCurrent));
        Assert.Equal((id, (object)(long)SchemaMigrator.Current), (TemporaryStore.Execute(other, "SELECT id FROM installation"), TemporaryStore.Execute(other, "PRAGMA user_version")));
    }

    [Fact]
    public async Task Apply_DatabaseOfSomethingElse_IsRefusedAndLeftAlone()
    {
        using var other = _store.Connect();
        TemporaryStore.Execute(other, "CREATE TABLE theirs(x)");
        var error = await Assert.ThrowsAsync<InvalidOperationException>(InitializeDatabaseAsync);
        Assert.Contains(_store.Path, error.Message, StringComparison.Ordinal);
        Assert.Equal(1L, TemporaryStore.Execute(other, "SELECT count(*) FROM sqlite_schema"));
    }

    [Fact]
    public async Task Apply_NoDatabase_SaysSo()
    {
        await File.WriteAllTextAsync(_store.Path, new string('x', 5000), Token);
        var error = await Assert.ThrowsAsync<IOException>(InitializeDatabaseAsync);
        Assert.Contains(_store.Path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_FilesAreForTheirOwnerOnly()
    {
        await File.WriteAllTextAsync(_store.Path, "", Token);
        await InitializeDatabaseAsync();
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no file modes.");
        else foreach (var file in Directory.GetFiles(_store.Folder)) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    private Task InitializeDatabaseAsync() => _store.Open().GetRequiredService<IInstallationStore>().GetOrCreateAsync(Token);
}
