using Actors.Contracts.Storage;
using Actors.Storage.Sql;
using Actors.Storage.Sqlite;
using Actors.Storage.Tests.Testing;
using Microsoft.Data.Sqlite;

namespace Actors.Storage.Tests.Sqlite;

public sealed class GroupCommitTests : IAsyncLifetime
{
    private readonly TemporaryStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Write_OneOfABatchFails_TakesBackOnlyItsOwnStatements()
    {
        var database = _store.OpenDatabase();
        using var gate = await HoldWriterAsync(database);
        var first = Put(database, "first");
        var failing = database.WriteAsync<int>(async session =>
        {
            await InsertAsync(session, "half");
            throw new InvalidDataException("no");
        }, Token);
        var duplicate = database.WriteAsync(async session => await InsertAsync(session, "half2") + await InsertAsync(session, "first"), Token);
        var last = Put(database, "last");
        gate.Open();

        await first;
        await last;
        await Assert.ThrowsAsync<InvalidDataException>(() => failing);
        await Assert.ThrowsAsync<SqliteException>(() => duplicate);
        Assert.Equal(["first", "last"], await NamesAsync(database));
    }

    [Fact]
    public async Task Write_WholeTransactionIsRolledBack_RunsTheOthersAgain()
    {
        var database = _store.OpenDatabase();
        using var gate = await HoldWriterAsync(database);
        var first = Put(database, "first");
        // As SQLite does by itself when the disk is full.
        var failing = database.WriteAsync<int>(async session => { await session.RunAsync("ROLLBACK"); throw new IOException("full"); }, Token);
        var last = Put(database, "last");
        gate.Open();

        await first;
        await last;
        await Assert.ThrowsAsync<IOException>(() => failing);
        Assert.Equal(["first", "last"], await NamesAsync(database));
    }

    [Fact]
    public async Task Write_CancelledWhileWaiting_IsNotWritten()
    {
        var database = _store.OpenDatabase();
        using var gate = await HoldWriterAsync(database);
        using var cancel = new CancellationTokenSource();
        var cancelled = database.WriteAsync(session => InsertAsync(session, "cancelled"), cancel.Token);
        var other = Put(database, "other");
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        gate.Open();
        await other;
        Assert.Equal(["other"], await NamesAsync(database));
    }

    [Fact]
    public async Task Write_CancelledWhileBeingCommitted_IsWrittenAndSaysSo()
    {
        var database = _store.OpenDatabase();
        using var cancel = new CancellationTokenSource();
        var write = database.WriteAsync(session => { cancel.Cancel(); return InsertAsync(session, "x"); }, cancel.Token);
        Assert.Equal(1, await write);
        Assert.Equal(["x"], await NamesAsync(database));
    }

    [Fact]
    public async Task Dispose_WritesWhatIsQueued_ThenRefuses()
    {
        var database = _store.OpenDatabase();
        var gate = await HoldWriterAsync(database);
        var queued = Enumerable.Range(0, 50).Select(i => Put(database, $"{i:00}")).ToArray();
        var disposing = Task.Run(database.Dispose, Token);
        gate.Open();
        await disposing;
        await Task.WhenAll(queued);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Put(database, "late"));
        Assert.Equal(50, (await NamesAsync(_store.OpenDatabase())).Count);
        gate.Dispose();
    }

    [Fact]
    public async Task Write_MoreThanTheQueueHolds_WaitsInItsCaller()
    {
        var database = _store.OpenDatabase(options => (options.QueueLength, options.BatchSize) = (2, 3));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => Put(database, $"{i}"), Token)));
        Assert.Equal(100, (await NamesAsync(database)).Count);
    }

    [Fact]
    public async Task Write_AnotherProcessHoldsTheFile_SaysSoAndGoesOnAfterwards()
    {
        var database = _store.OpenDatabase(options => options.BusyTimeout = TimeSpan.FromSeconds(1));
        await Put(database, "before");
        using (var other = _store.Connect())
        {
            TemporaryStore.Execute(other, "BEGIN IMMEDIATE");
            var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => Put(database, "during"));
            Assert.Contains(_store.Path, error.Message, StringComparison.Ordinal);
            Assert.Equal(["before"], await NamesAsync(database));
            TemporaryStore.Execute(other, "ROLLBACK");
        }
        await Put(database, "after");
        Assert.Equal(["after", "before"], await NamesAsync(database));
    }

    [Fact]
    public async Task Write_SeveralStoresOnOneFile_AllAreWritten()
    {
        var databases = Enumerable.Range(0, 3).Select(_ => _store.OpenDatabase()).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => Task.Run(() => Put(databases[i % 3], $"{i}"), Token)));
        Assert.Equal(300, (await NamesAsync(databases[0])).Count);
    }

    // Only one write runs at a time, so that what is queued behind this one becomes one batch.
    private static async Task<Gate> HoldWriterAsync(SqliteDatabase database)
    {
        var gate = new Gate();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = database.WriteAsync(_ => { started.TrySetResult(); gate.Wait(); return new ValueTask<int>(0); }, Token);
        await started.Task;
        return gate;
    }

    private static Task<int> Put(SqliteDatabase database, string name) => database.WriteAsync(session => InsertAsync(session, name), Token);

    private static ValueTask<int> InsertAsync(SqlSession session, string name) => session.RunAsync("INSERT INTO run_plan(run, plan) VALUES($run, x'')", ("$run", name));

    private static Task<List<string>> NamesAsync(SqliteDatabase database) =>
        database.ReadAsync(session => session.QueryAsync("SELECT run FROM run_plan ORDER BY run", row => row.GetString(0)), Token);
}
