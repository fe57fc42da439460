using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Artifacts;
using Actors.Storage.Maintenance;
using Actors.Storage.Tests.Testing;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Orleans.Storage;

namespace Actors.Storage.Tests.Maintenance;

public sealed class StorageMaintenanceTests : IAsyncLifetime
{
    private readonly TemporaryStore _store = new();
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private ServiceProvider _services = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IGrainStorage States => _services.GetRequiredKeyedService<IGrainStorage>("actors");

    public ValueTask InitializeAsync()
    {
        _services = _store.Open(clock: _clock);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task PruneTombstones_AfterRetention_ForgetsClearedStatesOnly()
    {
        var maintenance = _services.GetRequiredService<StorageMaintenance>();
        var kept = await WriteAsync("org/p/kept");
        var cleared = await WriteAsync("org/p/cleared");
        await States.ClearStateAsync("state", Grain("org/p/cleared"), cleared);

        _clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(0, await maintenance.PruneTombstonesAsync(Token));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await maintenance.PruneTombstonesAsync(Token));

        // An activation that still holds the tombstone's ETag is told to read again.
        await Assert.ThrowsAsync<InconsistentStateException>(() => States.WriteStateAsync("state", Grain("org/p/cleared"), cleared));
        await States.WriteStateAsync("state", Grain("org/p/kept"), kept);
    }

    [Fact]
    public async Task Sweep_DeletesOldFilesThatNoRowNames()
    {
        var artifacts = _services.GetRequiredService<IArtifactStore>();
        await WriteAsync("org/p/e/r/a");
        Assert.True(await artifacts.WriteAsync(new AttemptId("org/p/e/r/a", 1), "work", new MemoryStream([1, 2, 3]), 10, Token));
        var folder = Directory.CreateDirectory(Path.Combine(_store.Folder, "files", "artifacts", "ab")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "abc"), "orphan", Token);
        await File.WriteAllTextAsync(Path.Combine(folder, "abd.part"), "torn", Token);
        var sweeper = _services.GetRequiredService<IArtifactSweeper>();

        Assert.Equal(0, await sweeper.SweepAsync(Token));
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(2, await sweeper.SweepAsync(Token));
        await using var stream = await artifacts.OpenAsync("org/p/e/r/a", "work", Token);
        Assert.NotNull(stream);
    }

    [Fact]
    public async Task Artifacts_FilesAreHashesForTheirOwnerOnly()
    {
        await WriteAsync("org/p/e/r/a");
        await _services.GetRequiredService<IArtifactStore>().WriteAsync(new AttemptId("org/p/e/r/a", 1), "../../work", new MemoryStream([1]), 10, Token);
        var file = Assert.Single(Directory.GetFiles(Path.Combine(_store.Folder, "files"), "*", SearchOption.AllDirectories));
        Assert.Matches("^[0-9a-f]{64}$", Path.GetFileName(file));
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
        }
        else
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(_store.Folder, "files", "artifacts")));
        }
    }

    [Fact]
    public async Task Start_ThenStop_PrunesAndEnds()
    {
        var cleared = await WriteAsync("org/p/cleared");
        await States.ClearStateAsync("state", Grain("org/p/cleared"), cleared);
        _clock.Advance(TimeSpan.FromDays(8));
        var maintenance = _services.GetRequiredService<StorageMaintenance>();
        await maintenance.StartAsync(Token);
        using var file = _store.Connect();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        while ((long)TemporaryStore.Execute(file, "SELECT count(*) FROM grain_state")! != 0) await Task.Delay(20, deadline.Token);
        await maintenance.StopAsync(Token);
        Assert.True(maintenance.ExecuteTask!.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Start_RingCannotBeOpenedAnyMore_PrunesSaysSoOnceAndGoesOn()
    {
        var log = new LogRecord<StorageMaintenance>();
        await _services.GetRequiredService<IInstallationStore>().GetOrCreateAsync(Token);
        using var file = _store.Connect();
        TemporaryStore.Execute(file, "UPDATE key_ring SET envelope = 'damaged'");
        using var maintenance = ActivatorUtilities.CreateInstance<StorageMaintenance>(_services, log);
        await maintenance.StartAsync(Token);
        for (var round = 0; round < 3; round++)
        {
            var cleared = await WriteAsync($"org/p/cleared{round}");
            await States.ClearStateAsync("state", Grain($"org/p/cleared{round}"), cleared);
            _clock.Advance(TimeSpan.FromDays(8));
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
            deadline.CancelAfter(TimeSpan.FromSeconds(30));
            while ((long)TemporaryStore.Execute(file, "SELECT count(*) FROM grain_state")! != 0) await Task.Delay(20, deadline.Token);
        }
        Assert.False(maintenance.ExecuteTask!.IsCompleted);
        await maintenance.StopAsync(Token);
        Assert.True(maintenance.ExecuteTask!.IsCompletedSuccessfully);
        Assert.Single(log.Of(LogLevel.Error));
    }

    private async Task<GrainState<CounterState>> WriteAsync(string key)
    {
        var state = new GrainState<CounterState> { State = new() { Fence = 1 } };
        await States.WriteStateAsync("state", Grain(key), state);
        return state;
    }

    private static GrainId Grain(string key) => GrainId.Create("activity", key);
}
