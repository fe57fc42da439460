using Actors.Contracts.Storage;
using Actors.Storage.Sql;

namespace Actors.Storage.Tests.PostgreSql;

/// <summary>The server ends a transaction, or the whole connection, in the middle of its work.</summary>
public sealed class EndedTransactionTests : IAsyncLifetime
{
    private PostgreSqlStore _store = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await PostgreSqlStore.CreateAsync();

    public ValueTask DisposeAsync() => _store?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Write_TransactionIsEndedByTheServer_IsRunAgain(bool rested)
    {
        var database = _store.OpenDatabase();
        var runs = 0;

        await database.WriteAsync(async session =>
        {
            await InsertAsync(session);
            if (runs++ == 0) await LoseAsync(session, rested);
            return await session.RunAsync("UPDATE run_plan SET plan = 'all' WHERE run = 'x'");
        }, Token);

        Assert.Equal(2, runs);
        Assert.Equal("all", await _store.Database.ExecuteAsync("SELECT convert_from(plan, 'UTF8') FROM actors.run_plan"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WriteAndRead_EndedEachTime_IsUnavailableAndNothingIsWritten(bool rested)
    {
        var database = _store.OpenDatabase(options => options.Patience = TimeSpan.Zero);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => database.WriteAsync(async session =>
        {
            await InsertAsync(session);
            await LoseAsync(session, rested);
            return await InsertAsync(session);
        }, Token));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => database.ReadAsync(async session =>
        {
            await LoseAsync(session, rested);
            return await session.QueryAsync("SELECT 1", row => row.GetInt32(0));
        }, Token));
        // What was ended before its commit: the transaction has no further statement that could tell.
        await Assert.ThrowsAsync<StoreUnavailableException>(() => database.WriteAsync(async session =>
        {
            var written = await InsertAsync(session);
            await LoseAsync(session, rested);
            return written;
        }, Token));

        Assert.Equal(0L, await _store.Database.ExecuteAsync("SELECT count(*) FROM actors.run_plan"));
    }

    private static ValueTask<int> InsertAsync(SqlSession session) => session.RunAsync("INSERT INTO run_plan(run, plan) VALUES('x', '')");

    /// <summary>Waits until the server has ended the transaction's connection: for its rest, or by an administrator's word.</summary>
    private async Task LoseAsync(SqlSession session, bool rested)
    {
        var process = (await session.QueryAsync("SELECT pg_backend_pid()", row => row.GetInt32(0)))[0];
        if (rested) await session.RunAsync("SET LOCAL idle_in_transaction_session_timeout = '20ms'");
        else await _store.Database.ExecuteAsync($"SELECT pg_terminate_backend({process})");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        while (await _store.Database.ExecuteAsync($"SELECT count(*) FROM pg_stat_activity WHERE pid = {process}") is not 0L) await Task.Delay(10, deadline.Token);
    }
}
