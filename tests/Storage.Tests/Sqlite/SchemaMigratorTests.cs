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
        using var other = _store.Connect();
        TemporaryStore.Execute(other, OlderBuild.Schema("Sqlite") + OlderBuild.Rows(digits => $"x'{digits}'"));
        TemporaryStore.Execute(other, $"INSERT INTO artifact(activity, name, attempt, file, bytes) VALUES('{OlderBuild.Activity}', 'work', 1, '{OlderBuild.ArtifactFile}', {OlderBuild.Json.Length})");
        TemporaryStore.Execute(other, "PRAGMA application_id=1094931538; PRAGMA user_version=2");
        var folder = Directory.CreateDirectory(Path.Combine(_store.Folder, "files", "artifacts", OlderBuild.ArtifactFile[..2]));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, OlderBuild.ArtifactFile), OlderBuild.Json, Token);

        await OlderRows.AllReadAsTheyWereAsync(_store.Open());
        Assert.Equal((long)SchemaMigrator.Current, TemporaryStore.Execute(other, "PRAGMA user_version"));
        await OlderRows.WriteAllAgainAsync(_store.Open());
        await OlderRows.AllReadAsTheyWereAsync(_store.Open());
        Assert.Equal(0L, TemporaryStore.Execute(other, $"""
            SELECT (SELECT count(*) FROM document WHERE json = x'{OlderBuild.Hex}') + (SELECT count(*) FROM grain_state WHERE payload = x'{OlderBuild.Hex}')
                + (SELECT count(*) FROM run_archive WHERE json = x'{OlderBuild.Hex}') + (SELECT count(*) FROM function_state WHERE value = x'{OlderBuild.Hex}')
                + (SELECT count(*) FROM artifact WHERE key IS NULL) + (SELECT count(*) FROM installation WHERE length(key) = 32)
            """));
    }

    [Fact]
    public async Task Apply_HashesInClear_AreGoneAndStillKnown()
    {
        using var other = _store.Connect();
        TemporaryStore.Execute(other, OlderBuild.Schema("Sqlite", 4) + OlderBuild.Version(digits => $"x'{digits}'"));
        TemporaryStore.Execute(other, "PRAGMA application_id=1094931538; PRAGMA user_version=4");
        await OlderRows.VersionIsKnownAsync(_store.Open());
        Assert.Equal("", TemporaryStore.Execute(other, "SELECT mac FROM tofu_version"));
    }

    [Fact]
    public async Task Apply_OtherSilosAreAtWork_IsRefusedUntilTheyAreGone()
    {
        using var other = _store.Connect();
        TemporaryStore.Execute(other, OlderBuild.Schema("Sqlite"));
        TemporaryStore.Execute(other, "PRAGMA application_id=1094931538; PRAGMA user_version=2");
        var now = DateTime.UtcNow.Ticks;
        TemporaryStore.Execute(other, $"""
            INSERT INTO membership(cluster, silo, name, host, status, gateway, suspects, started, alive, version) VALUES
                ('c', 's1', 'working', 'h', 3, 0, NULL, 1, {now}, 1), ('c', 's2', 'killed', 'h', 3, 0, NULL, 1, {now - TimeSpan.FromMinutes(1).Ticks}, 1), ('c', 's3', 'stopped', 'h', 6, 0, NULL, 1, {now}, 1)
            """);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(InitializeDatabaseAsync);
        Assert.Contains("(working): stop all silos", error.Message, StringComparison.Ordinal);
        Assert.Equal(2L, TemporaryStore.Execute(other, "PRAGMA user_version"));
        TemporaryStore.Execute(other, "UPDATE membership SET status = 6");
        await InitializeDatabaseAsync();
        Assert.Equal((long)SchemaMigrator.Current, TemporaryStore.Execute(other, "PRAGMA user_version"));
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
