namespace Actors.Grains.Agents;

/// <summary>Wakes the one background loop of a grain. Used only on that grain's scheduler, so it needs no lock.</summary>
internal sealed class Signal(TimeProvider clock)
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends the present wait, or the next one.</summary>
    public void Set() => _next.TrySetResult();

    /// <summary>Waits for <see cref="Set"/>, at most <paramref name="limit"/> (null: without limit) or until one of <paramref name="others"/> has ended.</summary>
    public async Task WaitAsync(TimeSpan? limit, CancellationToken cancellationToken, params IEnumerable<Task> others)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var timer = limit is { } l ? Task.Delay(l > TimeSpan.Zero ? l : TimeSpan.Zero, clock, over.Token) : Task.Delay(Timeout.InfiniteTimeSpan, over.Token);
        await Task.WhenAny([_next.Task, timer, .. others]);
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        if (_next.Task.IsCompleted)
        {
            _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
