using System.Threading.Channels;
using Actors.Contracts.Storage;
using Actors.Storage.PostgreSql;
using Microsoft.Extensions.Options;

namespace Actors.Storage.GrainState;

/// <summary>
/// The one writer of this silo's grain states: whatever has queued up while a commit ran is one transaction, sent at once, so that many callers share one
/// wait. When the server refuses a transaction, its halves are tried, until the write that is to blame is alone.
/// </summary>
internal sealed class PostgreSqlStateWriter : IStateWriter, IAsyncDisposable, IDisposable
{
    private const long BatchBytes = 8 << 20;

    private sealed record Item(StateWrite Write, Deadline Deadline)
    {
        public TaskCompletionSource<StateWritten> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private readonly PostgreSqlDatabase _database;
    private readonly PostgreSqlStorageOptions _options;
    private readonly Channel<Item> _queue;
    private readonly Task _loop;

    public PostgreSqlStateWriter(PostgreSqlDatabase database, IOptions<PostgreSqlStorageOptions> options)
    {
        (_database, _options) = (database, options.Value);
        _queue = Channel.CreateBounded<Item>(new BoundedChannelOptions(_options.QueueLength) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        _loop = Task.Run(LoopAsync);
    }

    public string Store => StorageMetrics.PostgreSql;

    public async Task<StateWritten> WriteAsync(StateWrite write)
    {
        var item = new Item(write, Deadline.In(_options.Patience));
        using var limit = new CancellationTokenSource(_options.Patience + _options.CommandTimeout);
        try
        {
            await _queue.Writer.WriteAsync(item, limit.Token);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(PostgreSqlStateWriter), "The store is closed; nothing was written.");
        }
        catch (OperationCanceledException)
        {
            throw new StoreUnavailableException($"More than {_options.QueueLength} grain states wait to be written, and the database is too slow for them; nothing was written.");
        }
        return await item.Done.Task;
    }

    /// <summary>Commits what is queued, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task LoopAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            var batch = new List<Item>();
            for (long bytes = 0; batch.Count < _options.BatchSize && bytes < BatchBytes && _queue.Reader.TryRead(out var item); bytes += item.Write.Payload?.Length ?? 0) batch.Add(item);
            // In one order in every silo, so that two transactions never wait for each other's rows. Writes of one state stay as they came.
            var ordered = batch.OrderBy(x => x.Write.Kind, StringComparer.Ordinal).ThenBy(x => x.Write.Key, StringComparer.Ordinal).ThenBy(x => x.Write.Name, StringComparer.Ordinal);
            await CommitAsync(ordered.ToArray());
        }
    }

    private async Task CommitAsync(ArraySegment<Item> batch)
    {
        try
        {
            var results = await _database.WriteBesideAsync(session => StateWrite.RunAsync(session, [.. batch.Select(x => x.Write)]), batch.MaxBy(x => x.Deadline.At)!.Deadline);
            StorageMetrics.Committed(Store, batch.Count);
            for (var i = 0; i < batch.Count; i++) batch[i].Done.TrySetResult(results[i]);
        }
        catch (Exception error) when (batch.Count > 1 && PostgreSqlErrors.IsRefusal(error))
        {
            await CommitAsync(batch[..(batch.Count / 2)]);
            await CommitAsync(batch[(batch.Count / 2)..]);
        }
        catch (Exception error)
        {
            foreach (var item in batch) item.Done.TrySetException(error);
        }
    }
}
