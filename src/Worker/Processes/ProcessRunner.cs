using Microsoft.Win32.SafeHandles;

namespace Actors.Worker.Processes;

/// <summary>Runs one process group from start to end: whatever happens, nothing of it is left when the call returns.</summary>
internal static class ProcessRunner
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(5);

    /// <summary>Runs it; returns how its first process ended. A stop token sends its signal to the whole group.</summary>
    public static async Task<ProcessExit> RunAsync(ProcessSpec spec, StopTokens stop)
    {
        var (process, exit) = Children.Start(spec);
        using var reading = new CancellationTokenSource();
        var pumps = new List<Task> { PumpAsync(process.Output, spec.Output, reading.Token) };
        if (process.Error is { } error)
        {
            pumps.Add(PumpAsync(error, spec.Error!, reading.Token));
        }
        var feeding = FeedAsync(process.Input, spec.Input, reading.Token);
        await using (stop.Interrupt.Register(() => Libc.Kill(-process.Id, spec.InterruptSignal)))
        await using (stop.Kill.Register(() => Libc.Kill(-process.Id, Libc.SigKill)))
        {
            await exit;
        }
        Descendants.KillAll();
        reading.CancelAfter(DrainTime);
        await Task.WhenAll([.. pumps, feeding]);
        return await exit;
    }

    private static async Task PumpAsync(SafeFileHandle pipe, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> sink, CancellationToken end)
    {
        // The read itself cannot be cancelled: after the drain time the pipe is left to a process that escaped its group.
        var stream = new FileStream(pipe, FileAccess.Read, bufferSize: 0);
        var buffer = new byte[32 * 1024];
        try
        {
            while (await stream.ReadAsync(buffer, CancellationToken.None).AsTask().WaitAsync(end) is > 0 and var count)
            {
                await sink(buffer.AsMemory(0, count), CancellationToken.None);
            }
            await stream.DisposeAsync();
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            await sink("\nactors: a process outlived its group; the rest of its output is not shown\n"u8.ToArray(), CancellationToken.None);
        }
    }

    private static async Task FeedAsync(SafeFileHandle? pipe, ReadOnlyMemory<byte>? input, CancellationToken end)
    {
        if (pipe is null)
        {
            return;
        }
        var stream = new FileStream(pipe, FileAccess.Write, bufferSize: 0);
        try
        {
            await stream.WriteAsync(input ?? default, CancellationToken.None).AsTask().WaitAsync(end);
            await stream.DisposeAsync();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // A process need not read its input: it closed the pipe, or ended.
            pipe.Dispose();
        }
    }
}
