namespace Actors.Grains.Queues;

/// <summary>What the newest poll of an agent's session waits on. Numbers of polls start again with each session, so a poll is known by epoch and number.</summary>
internal sealed class PollSignal
{
    private (long Epoch, long Number, TaskCompletionSource Signal)? _waiting;

    /// <summary>What a poll waits on. An older one stops waiting; a poll that has nothing to wait for gets what is completed.</summary>
    /// <param name="current">Epoch of the session that lives: a poll of any other one does not get in the way of its polls.</param>
    /// <param name="epoch">Epoch of the poll.</param>
    /// <param name="number">Number of the poll.</param>
    /// <returns>Completed when the poll should look again.</returns>
    public Task Listen(long current, long epoch, long number)
    {
        if (epoch != current || (_waiting is { } known && known.Epoch == epoch && known.Number > number))
        {
            return Task.CompletedTask;
        }

        Release();
        var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting = (epoch, number, signal);
        return signal.Task;
    }

    /// <summary>Wakes the poll that waits, unless it is a newer one.</summary>
    /// <param name="epoch">Epoch of the poll that is meant.</param>
    /// <param name="number">Its number.</param>
    public void Wake(long epoch, long number)
    {
        if (_waiting is { } waiting && (waiting.Epoch, waiting.Number).CompareTo((epoch, number)) <= 0)
        {
            waiting.Signal.TrySetResult();
        }
    }

    /// <summary>Wakes whoever waits.</summary>
    public void Release() => _waiting?.Signal.TrySetResult();
}
