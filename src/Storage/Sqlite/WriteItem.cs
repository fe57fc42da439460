using Actors.Storage.Sql;

namespace Actors.Storage.Sqlite;

/// <summary>A write that waits to be committed.</summary>
internal abstract class WriteItem
{
    private int _state; // 0 waits, 1 taken, 2 cancelled

    /// <summary>Takes it for a commit; false when its caller gave up before.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, 1, 0) == 0;

    /// <summary>Gives it up; false when it is being committed already, and its outcome is to be waited for.</summary>
    protected bool TryCancel() => Interlocked.CompareExchange(ref _state, 2, 0) == 0;

    /// <summary>Runs the statements inside the open transaction. May be run again after a rollback.</summary>
    public abstract void Run(SqlSession session);

    /// <summary>It did not succeed, and none of its statements did.</summary>
    public abstract void Fail(Exception error);

    /// <summary>It is on the disk: hands the result, or the error noted by <see cref="Fail"/>, to the caller.</summary>
    public abstract void Complete();
}

/// <summary>A write with a result.</summary>
internal sealed class WriteItem<T> : WriteItem, IDisposable
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<SqlSession, ValueTask<T>> _work;
    private readonly CancellationTokenRegistration _cancel;
    private T _result = default!;
    private Exception? _error;

    public WriteItem(Func<SqlSession, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        _work = work;
        _cancel = cancellationToken.Register(() => { if (TryCancel()) _done.TrySetCanceled(cancellationToken); });
    }

    public Task<T> Task => _done.Task;

    public override void Run(SqlSession session)
    {
        _error = null;
        // On the writer's own thread; statements of SQLite end before they return, so nothing is waited for.
        _result = _work(session).AsTask().GetAwaiter().GetResult();
    }

    public override void Fail(Exception error) => _error = error;

    public override void Complete()
    {
        if (_error is null) _done.TrySetResult(_result);
        else _done.TrySetException(_error);
    }

    public void Dispose() => _cancel.Dispose();
}
