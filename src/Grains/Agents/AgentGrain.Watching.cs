using Actors.Contracts.Runtimes;
using Actors.Scheduling.Agents;

namespace Actors.Grains.Agents;

public sealed partial class AgentGrain
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookAtMostEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LookLimit = TimeSpan.FromSeconds(30);

    /// <summary>Compares what is on the engine with what the slots hold.</summary>
    private async Task LookAsync(CancellationToken stop)
    {
        using var limit = Limit(LookLimit, stop);
        var (began, before) = (Now, _session.Slots);
        var found = (await Runtime().ListAsync(limit.Token)).Where(w => w.Phase != WorkerPhase.Gone).ToDictionary(w => w.Attempt);
        foreach (var attempt in found.Keys.Where(a => _session.SlotOf(a) is null && !_freed.IsSince(a, began)))
        {
            (_session, var slot) = _session.Found(attempt, atStart: !_looked, removed: _freed.IsRecent(attempt, Now));
            LogFound(Key, attempt, slot);
        }

        _looked = true;

        // A slot that was leased while the engine made its list is not judged by it.
        await Task.WhenAll(_session.Slots.Where(s => found.ContainsKey(s.Value) || before.GetValueOrDefault(s.Key) == s.Value)
            .Select(s => TellAsync(s.Key, s.Value, slot => slot.ObserveAsync(Session, s.Value, found.GetValueOrDefault(s.Value)))));
    }

    /// <summary>The first poll names all that is held, so it waits until the engine has told.</summary>
    private async Task FirstLookAsync(CancellationToken stop)
    {
        for (var failures = 1; _session.Phase == AgentPhase.Live; failures++)
        {
            try
            {
                await LookAsync(stop);
                _problem = null;
                return;
            }
            catch (Exception e) when (e is not ObjectDisposedException && !stop.IsCancellationRequested)
            {
                _problem = e.Message;
                LogEngineFailed(e, Key);
                await RestAsync(BackOff.After(failures, LongestBackOff), stop);
            }
        }
    }

    private async Task KeepLookingAsync(CancellationToken stop)
    {
        await Task.Yield();
        while (!stop.IsCancellationRequested && _session.Phase != AgentPhase.Superseded)
        {
            try
            {
                await _lookSoon.WaitAsync(LookEvery, stop);
                if (_session.Phase == AgentPhase.Live)
                {
                    await LookAsync(stop);
                }
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                LogEngineFailed(e, Key);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await RestAsync(LookAtMostEvery, stop);
        }
    }

    /// <summary>One stream for all slots. What it misses, the next look finds.</summary>
    private async Task WatchAsync(CancellationToken stop)
    {
        await Task.Yield();
        var failures = 0;
        while (!stop.IsCancellationRequested && _session.Phase != AgentPhase.Superseded)
        {
            try
            {
                await foreach (var seen in Runtime().WatchAsync(stop))
                {
                    failures = 0;
                    await SeenAsync(seen);
                }

                LogWatchEnded(Key);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogEngineFailed(e, Key);
            }

            await RestAsync(BackOff.After(++failures, LongestBackOff), stop);
            _lookSoon.Set();
        }
    }

    private async Task SeenAsync(WorkerObservation seen)
    {
        if (_session.SlotOf(seen.Attempt) is { } slot)
        {
            await TellAsync(slot, seen.Attempt, s => s.ObserveAsync(Session, seen.Attempt, seen));
        }
        else if (seen.Phase != WorkerPhase.Gone)
        {
            // Nobody's worker, or news of one that was removed just now: the engine's list tells which.
            _lookSoon.Set();
        }
    }
}
