using System.Security.Cryptography;
using Actors.Storage.Tests.Testing;
using Npgsql;
using Orleans.Storage;

namespace Actors.Storage.Tests.PostgreSql;

public sealed class PostgreSqlStateWriterTests : IAsyncLifetime
{
    private PostgreSqlStore _store = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await PostgreSqlStore.CreateAsync();

    public ValueTask DisposeAsync() => _store?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Write_QueuedWhileACommitRuns_IsOneTransaction()
    {
        var states = PostgreSqlStore.States(_store.Open());
        await using var hold = await HoldWriterAsync(states);
        var queued = Enumerable.Range(0, 50).Select(i => PutAsync(states, $"org/p/{i:00}")).ToArray();
        await hold.CommitAsync(Token);
        await Task.WhenAll(queued);
        Assert.Equal(1L, await _store.Database.ExecuteAsync("SELECT count(DISTINCT xmin::text) FROM actors.grain_state WHERE key LIKE 'org/p/__'"));
    }

    [Fact]
    public async Task Write_SomeOfATransactionAreRefused_TakesBackOnlyThose()
    {
        var states = PostgreSqlStore.States(_store.Open());
        var stale = await PutAsync(states, "org/p/stale");
        stale.ETag = "7";
        await using var hold = await HoldWriterAsync(states);
        // Longer than an index takes: an error of the server. A stale ETag is none.
        var broken = new[] { 3, 17 }.ToDictionary(i => i, _ => "org/p/" + RandomNumberGenerator.GetHexString(9000, lowercase: true));
        var queued = Enumerable.Range(0, 40).Select(i => PutAsync(states, broken.GetValueOrDefault(i, $"org/p/{i:00}"))).ToArray();
        var refused = states.WriteStateAsync("state", Grain("org/p/stale"), stale);
        await hold.CommitAsync(Token);
        for (var i = 0; i < queued.Length; i++)
        {
            if (broken.ContainsKey(i)) Assert.IsType<PostgresException>((await Assert.ThrowsAsync<IOException>(() => queued[i])).InnerException);
            else Assert.Equal("1", (await queued[i]).ETag);
        }
        var error = await Assert.ThrowsAsync<InconsistentStateException>(() => refused);
        Assert.Equal(("1", "7"), (error.StoredEtag, error.CurrentEtag));
        Assert.Equal(38L, await _store.Database.ExecuteAsync("SELECT count(*) FROM actors.grain_state WHERE key LIKE 'org/p/__'"));
    }

    [Fact]
    public async Task Write_MoreThanTheQueueHolds_WaitsInItsCaller()
    {
        var states = PostgreSqlStore.States(_store.Open(options => (options.QueueLength, options.BatchSize) = (2, 3)));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => PutAsync(states, $"org/p/{i}"), Token)));
        Assert.Equal(100L, await _store.Database.ExecuteAsync("SELECT count(*) FROM actors.grain_state"));
    }

    [Fact]
    public async Task Write_QueueStaysFull_SaysSo()
    {
        var states = PostgreSqlStore.States(_store.Open(options => (options.QueueLength, options.BatchSize, options.Patience, options.CommandTimeout) =
            (1, 1, TimeSpan.Zero, TimeSpan.FromSeconds(1))));
        // Every write waits until its time is over: the second in the writer, the third in the queue, and those after it before the queue.
        await using var hold = await HoldWriterAsync(states, "LOCK TABLE grain_state IN EXCLUSIVE MODE");
        var writes = Enumerable.Range(0, 5).Select(i => PutAsync(states, $"org/p/{i}")).ToArray();
        var errors = await Task.WhenAll(writes.Select(x => Assert.ThrowsAnyAsync<IOException>(async () => { await x; throw new IOException("written"); })));
        Assert.Contains(errors, x => x.Message.Contains("wait to be written", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Dispose_WritesWhatIsQueued_ThenRefuses()
    {
        var services = _store.Open();
        var states = PostgreSqlStore.States(services);
        var hold = await HoldWriterAsync(states);
        var queued = Enumerable.Range(0, 50).Select(i => PutAsync(states, $"org/p/{i:00}")).ToArray();
        var disposing = services.DisposeAsync();
        await hold.CommitAsync(Token);
        await disposing;
        await Task.WhenAll(queued);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => PutAsync(states, "org/p/late"));
        await hold.DisposeAsync();
    }

    // The writer waits for what is held, so that what is queued behind it becomes one transaction.
    private async Task<NpgsqlTransaction> HoldWriterAsync(IGrainStorage states, string hold = "SELECT 1 FROM grain_state WHERE key = 'org/p/held' FOR UPDATE")
    {
        var held = await PutAsync(states, "org/p/held");
        var connection = await _store.Database.ConnectAsync();
        var transaction = await connection.BeginTransactionAsync(Token);
        await using var command = new NpgsqlCommand(hold, connection);
        await command.ExecuteNonQueryAsync(Token);
        _ = states.WriteStateAsync("state", Grain("org/p/held"), held);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        while ((long)(await _store.Database.ExecuteAsync("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"))! == 0) await Task.Delay(10, deadline.Token);
        return transaction;
    }

    private static async Task<GrainState<CounterState>> PutAsync(IGrainStorage states, string key)
    {
        var state = new GrainState<CounterState> { State = new() };
        await states.WriteStateAsync("state", Grain(key), state);
        return state;
    }

    private static GrainId Grain(string key) => GrainId.Create("activity", key);
}
