using System.Diagnostics;
using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Scheduling.Agents;
using Microsoft.Extensions.Logging;

namespace Actors.Grains.Agents;

public sealed partial class AgentGrain
{
    /// <summary>The one in flight, and the one that a freed slot has overtaken and that is about to return.</summary>
    private const int MaxOpenPolls = 2;
    private const int WarnEvery = 20;
    private const int RefusalsInPassing = 15;
    private static readonly TimeSpan PollSlack = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RefusedWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RefusedForLongWait = TimeSpan.FromSeconds(30);

    /// <summary>Names this activation, so that a registration that is delivered late or twice opens no second session.</summary>
    private readonly string _instance = Guid.NewGuid().ToString("N");
    private int _refusals;

    private async Task RunAsync(CancellationToken stop)
    {
        await Task.Yield();
        Activity.Current = null;
        var failures = 0;
        while (!stop.IsCancellationRequested && _session.Phase != AgentPhase.Superseded)
        {
            try
            {
                if (_session.Phase != AgentPhase.Live)
                {
                    await RegisterAsync(stop);
                }
                else
                {
                    await PollAsync(() => failures = 0, stop);
                }

                failures = 0;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (ObjectDisposedException)
            {
                // The host was taken apart without deactivating its grains. If it was not, the next touch starts the loop again.
                LogStopped(Key);
                return;
            }
            catch (Exception e)
            {
                _problem = e.Message;
                if (failures++ % WarnEvery == 0)
                {
                    LogControllerFailed(e, Key, failures);
                }

                await RestAsync(BackOff.After(failures, LongestBackOff), stop);
            }
        }

        if (_session.Phase == AgentPhase.Superseded)
        {
            LogSuperseded(Key, _session.Epoch);
        }
    }

    private async Task RegisterAsync(CancellationToken stop)
    {
        using var limit = Limit(CallLimit, stop);
        var settings = engines.Settings(Key);
        var engine = await engines.GetIdentityAsync(Key, limit.Token);
        var sentAt = Now;
        var answer = await Link().RegisterAsync(new(Key, engine, settings.Runtime, [AgentProtocol.Version], settings.Slots, _instance), limit.Token).WaitAsync(limit.Token);
        var before = _session.Refusal;
        _session = _session.Registered(answer, sentAt);
        // Whatever it was before, the controller has answered.
        _problem = null;
        if (_session.Phase == AgentPhase.Refused)
        {
            _refusals = _session.Refusal == before ? _refusals + 1 : 1;
            if (_refusals is 1 or RefusalsInPassing)
            {
                // At a first start the agent is there before its document.
                LogRefused(_session.RefusalMayPass && _refusals == 1 ? LogLevel.Information : LogLevel.Warning, Key, _session.Refusal);
            }

            await RestAsync(_session.RefusalMayPass ? RefusedWait : RefusedForLongWait, stop);
        }
        else if (_session.Phase == AgentPhase.Live)
        {
            LogRegistered(Key, _session.Epoch, _session.SlotCount, engine);
            _watching ??= WatchAsync(stop);
            _looking ??= KeepLookingAsync(stop);
            _measuring ??= KeepMeasuringAsync(stop);
            _measureSoon.Set();
            await FirstLookAsync(stop);
        }
        else if (_session.Phase == AgentPhase.Unregistered)
        {
            throw new InvalidOperationException(
                $"The controller gave agent '{Key}' epoch {answer.Epoch}, below its former {_session.Epoch}: its store was set back. Restart this silo once that was intended.");
        }
    }

    /// <summary>Polls as long as the session lives.</summary>
    private async Task PollAsync(Action answered, CancellationToken stop)
    {
        using var session = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var open = new List<Task<AgentAnswer>>();
        try
        {
            while (_session.Phase == AgentPhase.Live)
            {
                if (open.Count == 0 || (_slotFreed && open.Count < MaxOpenPolls))
                {
                    _slotFreed = false;
                    open.Add(PollOnceAsync(session.Token));
                }

                await _changed.WaitAsync(null, stop, open);
                foreach (var poll in open.Where(p => p.IsCompleted).ToArray())
                {
                    open.Remove(poll);
                    var answer = await poll;
                    answered();
                    _problem = null;
                    if (!answer.News && open.Count == 0 && !_slotFreed)
                    {
                        await _changed.WaitAsync(Pace, stop);
                    }
                }
            }
        }
        finally
        {
            await session.CancelAsync();
            await Task.WhenAll(open).ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private async Task<AgentAnswer> PollOnceAsync(CancellationToken stop)
    {
        var (next, request) = _session.NextPoll(Key);
        _session = next;
        var sentAt = Now;
        using var limit = Limit(_session.PollWait + PollSlack, stop);
        PollResponse? response = null;
        try
        {
            response = await Link().PollAsync(request, limit.Token).WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw new TimeoutException($"The controller did not answer poll {request.Number} within {(_session.PollWait + PollSlack).TotalSeconds:0} s.");
        }
        finally
        {
            if (!stop.IsCancellationRequested)
            {
                AgentMetrics.Polled(Key, response is not null, Now - sentAt);
            }
        }

        var answer = _session.Answered(request, response, sentAt, Now);
        _session = answer.Session;
        Count(answer.Leaks);
        foreach (var order in answer.Orders)
        {
            _ = TellAsync(order.Slot, order.Attempt, slot => CarryOutAsync(slot, order));
        }

        // An answer that took its time needs no pacing.
        return answer with { News = answer.News || Now - sentAt >= Pace };
    }

    private Task<SlotAnswer> CarryOutAsync(IWorkerSlotGrain slot, AgentOrder order) => order.Kind switch
    {
        AgentOrderKind.Start => slot.RunAsync(Session, order.Lease!, order.StartWithin),
        AgentOrderKind.Cancel => slot.StopAsync(Session, order.Attempt, ReasonCode.Cancelled),
        AgentOrderKind.End => slot.EndAsync(Session, order.Attempt),
        _ => throw new InvalidOperationException($"'{order.Kind}' is no order to a slot."),
    };

    private async Task RestAsync(TimeSpan time, CancellationToken stop)
    {
        try
        {
            await Task.Delay(time, clock, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            LogStopped(Key);
        }
    }

    private static CancellationTokenSource Limit(TimeSpan time, CancellationToken stop)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(time);
        return limit;
    }
}
