using System.Threading.Channels;
using Actors.Storage.Sql;

namespace Actors.Storage.Sqlite;

/// <summary>
/// The one writer of this process: whatever has queued up is committed as one transaction, so that many callers share one wait for the disk.
/// A write that fails takes back its own statements only; when a whole transaction fails, its writes are tried one by one.
/// </summary>
internal sealed class GroupCommit : IDisposable
{
    private readonly Channel<WriteItem> _queue;
    private readonly Func<SqliteSession> _open;
    private readonly Func<Exception, Exception> _translate;
    private readonly int _batchSize;
    private readonly Thread _thread;
    private SqliteSession? _session;

    public GroupCommit(Func<SqliteSession> open, Func<Exception, Exception> translate, int queueLength, int batchSize)
    {
        (_open, _translate, _batchSize) = (open, translate, batchSize);
        _queue = Channel.CreateBounded<WriteItem>(new BoundedChannelOptions(queueLength) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        _thread = new Thread(Loop) { Name = "sqlite writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Runs statements in a transaction of their own; returns when they are on the disk. Cancelled only as long as it waits for its turn.</summary>
    public async Task<T> WriteAsync<T>(Func<SqlSession, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var item = new WriteItem<T>(work, cancellationToken);
        try
        {
            await _queue.Writer.WriteAsync(item, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(GroupCommit), "The store is closed; nothing was written.");
        }
        return await item.Task;
    }

    /// <summary>Commits what is queued, then closes.</summary>
    public void Dispose()
    {
        _queue.Writer.TryComplete();
        if (Thread.CurrentThread != _thread) _thread.Join();
    }

    private void Loop()
    {
        var batch = new List<WriteItem>(_batchSize);
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            while (batch.Count < _batchSize && _queue.Reader.TryRead(out var item))
            {
                if (item.TryTake()) batch.Add(item);
            }
            if (batch.Count > 0) Commit(batch);
            foreach (var item in batch) item.Complete();
        }
        _session?.Dispose();
    }

    private void Commit(List<WriteItem> batch)
    {
        try
        {
            _session ??= _open();
            _session.Run("BEGIN IMMEDIATE");
        }
        catch (Exception error)
        {
            Reset();
            FailAll(batch, error);
            return;
        }
        try
        {
            foreach (var item in batch) RunAlone(_session, item);
            _session.Run("COMMIT");
            StorageMetrics.Committed(StorageMetrics.Sqlite, batch.Count);
        }
        catch (Exception error)
        {
            RollBack(_session);
            if (batch.Count == 1) FailAll(batch, error);
            else foreach (var item in batch) Commit([item]);
        }
    }

    private void RunAlone(SqliteSession session, WriteItem item)
    {
        session.Run("SAVEPOINT item");
        try
        {
            item.Run(session);
        }
        catch (Exception error)
        {
            // A full disk makes SQLite roll back everything: then the others of the batch have to run again.
            if (session.AutoCommit) throw;
            session.Run("ROLLBACK TO item");
            item.Fail(_translate(error));
        }
        session.Run("RELEASE item");
    }

    private void RollBack(SqliteSession session)
    {
        try
        {
            if (!session.AutoCommit) session.Run("ROLLBACK");
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // Closing the connection rolls back as well.
            Reset();
        }
    }

    private void Reset()
    {
        _session?.Dispose();
        _session = null;
    }

    private void FailAll(List<WriteItem> batch, Exception error)
    {
        foreach (var item in batch) item.Fail(_translate(error));
    }
}
