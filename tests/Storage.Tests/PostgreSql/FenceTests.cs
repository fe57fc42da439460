using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Sql;
using Actors.Storage.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Storage.Tests.PostgreSql;

/// <summary>Nobody comes between the check of an attempt and what it writes, although transactions of several silos run at once.</summary>
public sealed class FenceTests : IAsyncLifetime
{
    private const string Activity = "org/p/e/r/a";
    private static readonly AttemptId Attempt = new(Activity, 1);
    private PostgreSqlStore _store = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await PostgreSqlStore.CreateAsync();

    public ValueTask DisposeAsync() => _store?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Holds_InAStatementThatWrites_KeepsTheActivityUntilTheTransactionEnds()
    {
        await PostgreSqlStore.WriteAsync(_store.Open(), Activity, fence: 1);
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writing = _store.OpenDatabase().WriteAsync(async session =>
        {
            var rows = await session.RunAsync($"INSERT INTO run_plan(run, plan) SELECT 'x', '' WHERE {Fence.Holds(session)}", Fence.Activity(Attempt), Fence.Number(Attempt));
            written.TrySetResult();
            await goOn.Task.WaitAsync(Token);
            return rows;
        }, Token);
        await written.Task.WaitAsync(Token);

        var superseding = PostgreSqlStore.WriteAsync(_store.Open(), Activity, fence: 2);
        await EventuallyAsync(async () => (long)(await _store.Database.ExecuteAsync("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%grain_state%'"))! > 0);
        Assert.False(superseding.IsCompleted);
        goOn.SetResult();
        Assert.Equal(1, await writing);
        Assert.Equal("2", (await superseding).ETag);
    }

    [Fact]
    public async Task Holds_ActivityIsBeingSuperseded_WaitsAndIsFalse()
    {
        await PostgreSqlStore.WriteAsync(_store.Open(), Activity, fence: 1);
        await using var other = await _store.Database.ConnectAsync();
        await using var transaction = await other.BeginTransactionAsync(Token);
        await using var command = new Npgsql.NpgsqlCommand("UPDATE grain_state SET fence = 2", other);
        await command.ExecuteNonQueryAsync(Token);
        var appending = _store.Open().GetRequiredService<ILogStore>().AppendAsync(Attempt, 0, "late"u8.ToArray(), Token);
        await EventuallyAsync(async () => (long)(await _store.Database.ExecuteAsync("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%FOR SHARE%'"))! > 0);
        await transaction.CommitAsync(Token);
        Assert.False((await appending).Accepted);
        Assert.Equal(0L, await _store.Database.ExecuteAsync("SELECT count(*) FROM actors.log_chunk"));
    }

    [Fact]
    public async Task Holds_SiloStopsInTheMiddle_OthersGoOnAndItsWriteIsTakenBack()
    {
        await PostgreSqlStore.WriteAsync(_store.Open(), Activity, fence: 1);
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var superseded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var runs = 0;
        var writing = _store.OpenDatabase(options => options.Patience = TimeSpan.FromMinutes(1)).WriteAsync(async session =>
        {
            runs++;
            var rows = await session.RunAsync($"INSERT INTO run_plan(run, plan) SELECT 'x', '' WHERE {Fence.Holds(session)}", Fence.Activity(Attempt), Fence.Number(Attempt));
            written.TrySetResult();
            // Goes on only when it is too late, as a process that was stopped for a while.
            await superseded.Task.WaitAsync(Token);
            return rows;
        }, Token);
        await written.Task.WaitAsync(Token);
        Assert.Equal("2", (await PostgreSqlStore.WriteAsync(_store.Open(), Activity, fence: 2)).ETag);
        superseded.SetResult();
        Assert.Equal((0, 2), (await writing, runs));
        Assert.Equal(0L, await _store.Database.ExecuteAsync("SELECT count(*) FROM actors.run_plan"));
    }

    [Fact]
    public async Task SilosAtOnce_SameActivities_NeverWaitForEachOtherInACircle()
    {
        var silos = Enumerable.Range(0, 3).Select(_ => _store.Open()).ToArray();
        var activities = Enumerable.Range(0, 10).Select(i => $"org/p/e/r/{i}").ToArray();
        foreach (var activity in activities) await PostgreSqlStore.WriteAsync(silos[0], activity, fence: 1);
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(async () =>
        {
            var (services, activity) = (silos[i % 3], activities[i % 10]);
            var attempt = new AttemptId(activity, 1);
            for (var round = 0; round < 10; round++)
            {
                await services.GetRequiredService<ILogStore>().AppendAsync(attempt, round, new byte[] { 1 }, Token);
                await services.GetRequiredService<IArtifactStore>().WriteAsync(attempt, $"{i % 3}", new MemoryStream(new byte[10]), 10, Token);
                await services.GetRequiredService<ITofuStateStore>().PutAsync($"org/p/e/{round}", attempt, null, new byte[] { (byte)i }, Token);
                try
                {
                    await PostgreSqlStore.WriteAsync(services, activities[(i + round) % 10], count: round, fence: 1);
                }
                catch (Orleans.Storage.InconsistentStateException)
                {
                    // Another silo was faster.
                }
            }
        }, Token)));
        Assert.Equal(0L, await _store.Database.ExecuteAsync("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"));
        foreach (var activity in activities)
            Assert.Equal(10, (await silos[1].GetRequiredService<ILogStore>().ReadAsync(new(activity, 1), 0, 100, Token)).Length);
        Assert.Equal(30, (await silos[2].GetRequiredService<IArtifactStore>().ListUnderAsync("org", Token)).Count);
    }

    private static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await condition()) await Task.Delay(20, deadline.Token);
    }
}
