using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Artifacts;
using Actors.Storage.Maintenance;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Storage.Tests.PostgreSql;

public sealed class MaintenanceTests : IAsyncLifetime
{
    private const string Activity = "org/p/e/r/a";
    private static readonly AttemptId Attempt = new(Activity, 1);
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private PostgreSqlStore _store = null!;
    private ServiceProvider _services = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IArtifactStore Artifacts => _services.GetRequiredService<IArtifactStore>();

    private IArtifactSweeper Sweeper => _services.GetRequiredService<IArtifactSweeper>();

    public async ValueTask InitializeAsync()
    {
        _store = await PostgreSqlStore.CreateAsync();
        _services = _store.Open(clock: _clock);
        await PostgreSqlStore.WriteAsync(_services, Activity, fence: 1);
    }

    public ValueTask DisposeAsync() => _store?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task PruneTombstones_AfterRetention_ForgetsClearedStatesOnly()
    {
        var maintenance = _services.GetRequiredService<StorageMaintenance>();
        var cleared = await PostgreSqlStore.WriteAsync(_services, "org/p/cleared");
        await PostgreSqlStore.States(_services).ClearStateAsync("state", GrainId.Create("activity", "org/p/cleared"), cleared);
        _clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(0, await maintenance.PruneTombstonesAsync(Token));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await maintenance.PruneTombstonesAsync(Token));
        Assert.Equal(1L, await _store.Database.ExecuteAsync("SELECT count(*) FROM actors.grain_state"));
    }

    [Fact]
    public async Task Sweep_TakesWhatNoRowNamesWhenItIsOld()
    {
        await PutAsync("work", 1_200_000);
        await PutAsync("work", 700_000);
        await PutAsync("deleted", 10);
        await PutAsync("kept", 10);
        await _store.Database.ExecuteAsync("DELETE FROM actors.artifact WHERE name = 'deleted'");
        Assert.Equal(0, await Sweeper.SweepAsync(Token));
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(2, await Sweeper.SweepAsync(Token));
        Assert.Equal(0, await Sweeper.SweepAsync(Token));
        await using var stream = await Artifacts.OpenAsync(Activity, "work", Token);
        Assert.Equal(700_000, stream!.Length);
        Assert.Equal(3L, await _store.Database.ExecuteAsync("SELECT count(*) FROM actors.artifact_chunk"));
    }

    [Fact]
    public async Task Open_ReplacedThenSweptWhileReading_SaysThatItIsGone()
    {
        await PutAsync("work", 1_200_000);
        await using var stream = await Artifacts.OpenAsync(Activity, "work", Token);
        await stream!.ReadExactlyAsync(new byte[1000], Token);
        await PutAsync("work", 10);
        _clock.Advance(TimeSpan.FromHours(2));
        await Sweeper.SweepAsync(Token);
        var error = await Assert.ThrowsAsync<IOException>(() => stream.CopyToAsync(Stream.Null, Token));
        Assert.Contains("'work'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_AnyPosition_ReadsFromThere()
    {
        var bytes = await PutAsync("work", 1_200_000);
        await using var stream = await Artifacts.OpenAsync(Activity, "work", Token);
        foreach (var position in new[] { 1_199_999, 0, 524_287, 524_288, 600_000 })
        {
            stream!.Position = position;
            var read = new byte[Math.Min(600_000, bytes.Length - position)];
            await stream.ReadExactlyAsync(read, Token);
            Assert.Equal(bytes[position..(position + read.Length)], read);
        }
        stream!.Seek(0, SeekOrigin.End);
        Assert.Equal(0, await stream.ReadAsync(new byte[1], Token));
    }

    [Fact]
    public async Task Write_RestedUntilItWasSwept_IsGivenUp()
    {
        var upload = new PausingStream(async () =>
        {
            _clock.Advance(TimeSpan.FromHours(2));
            Assert.Equal(1, await Sweeper.SweepAsync(Token));
        });
        var error = await Assert.ThrowsAsync<IOException>(() => Artifacts.WriteAsync(Attempt, "work", upload, 1000, Token));
        Assert.Contains("given up", error.Message, StringComparison.Ordinal);
        Assert.Null(await Artifacts.OpenAsync(Activity, "work", Token));
    }

    private async Task<byte[]> PutAsync(string name, int length)
    {
        var bytes = Enumerable.Range(0, length).Select(i => (byte)(i % 251)).ToArray();
        Assert.True(await Artifacts.WriteAsync(Attempt, name, new MemoryStream(bytes), length, Token));
        return bytes;
    }

    private sealed class PausingStream(Func<Task> pause) : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await pause();
            return 0;
        }
    }
}
