using System.Buffers;
using System.IO.Pipelines;
using Actors.Contracts.Workers;
using Actors.Worker.Session;

namespace Actors.Worker.Logs;

/// <summary>
/// Brings the log to the controller: a bounded buffer that makes writers wait when it is full, chunks with their offset so that a repeated one does no
/// harm, and retries until the controller answers. Bytes leave the buffer only when they were acknowledged.
/// </summary>
internal sealed class LogShipper(ControllerClient controller, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Bytes that may wait; more make the writer wait.</summary>
    public const int BufferBytes = 1024 * 1024;

    /// <summary>Longest time that a byte waits for company.</summary>
    public static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(300);

    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: BufferBytes, resumeWriterThreshold: BufferBytes / 2, useSynchronizationContext: false));
    private readonly CancellationTokenSource _abort = new();
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _shipping = Task.CompletedTask;
    private long _offset;

    /// <summary>Starts to ship.</summary>
    public void Start() => _shipping = Task.Run(ShipAsync);

    /// <summary>Takes masked bytes; waits while the buffer is full.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> masked, CancellationToken cancellationToken) => await _pipe.Writer.WriteAsync(masked, cancellationToken);

    /// <summary>Ships what is left, and ends. Returns when all of it was acknowledged or given up.</summary>
    public async Task CompleteAsync()
    {
        await _pipe.Writer.CompleteAsync();
        _completed.TrySetResult();
        await _shipping;
    }

    /// <summary>Gives up: what is not acknowledged yet is lost, and writers do not wait any more.</summary>
    public void Abort() => _abort.Cancel();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Abort();
        await CompleteAsync();
        _abort.Dispose();
    }

    private async Task ShipAsync()
    {
        try
        {
            var more = true;
            while (more)
            {
                var read = await _pipe.Reader.ReadAsync(_abort.Token);
                if (!read.IsCompleted && read.Buffer.Length < WorkerProtocol.MaxLogChunk)
                {
                    _pipe.Reader.AdvanceTo(read.Buffer.Start);
                    await Task.WhenAny(Task.Delay(Linger, time, _abort.Token), _completed.Task);
                    _pipe.Reader.TryRead(out read);
                }
                var chunk = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, WorkerProtocol.MaxLogChunk));
                more = !(read.IsCompleted && chunk.Length == read.Buffer.Length);
                more &= chunk.Length == 0 || await ShipAsync(chunk.ToArray());
                _pipe.Reader.AdvanceTo(chunk.End);
            }
        }
        catch (OperationCanceledException) when (_abort.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("actors: the end of the log was not shipped");
        }
        catch (ControllerException e)
        {
            await Console.Error.WriteLineAsync($"actors: the log is not shipped any more: {e.Message}");
        }
        // A completed reader lets every waiting writer go on; what it writes is dropped.
        await _pipe.Reader.CompleteAsync();
    }

    private async Task<bool> ShipAsync(byte[] chunk)
    {
        var sent = 0;
        while (sent < chunk.Length)
        {
            var answer = await controller.AppendLogAsync(_offset, chunk.AsMemory(sent), _abort.Token);
            if (answer.Full)
            {
                return false;
            }
            var taken = (int)Math.Clamp(answer.NextOffset - _offset, 0, chunk.Length - sent);
            if (taken == 0)
            {
                throw new ControllerException($"the controller wants the log from byte {answer.NextOffset}, which is not at hand any more");
            }
            sent += taken;
            _offset += taken;
        }
        return true;
    }
}
