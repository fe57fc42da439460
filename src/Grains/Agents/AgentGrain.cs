using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;
using Actors.Grains.Links;
using Actors.Scheduling.Agents;
using Microsoft.Extensions.Logging;

namespace Actors.Grains.Agents;

/// <summary>
/// The shell around <see cref="AgentSession"/>: registers, reconciles with the engine, polls. Its loops run on the grain's scheduler and are no
/// turns, so that slots and people are answered meanwhile. It stores nothing.
/// </summary>
[AgentPlacement]
public sealed partial class AgentGrain(IAgentEngines engines, IControllerLinks links, ILocalSiloDetails local, AgentPresence presence, TimeProvider clock, ILogger<AgentGrain> logger) : Grain, IAgentGrain, IDisposable
{
    private readonly CancellationTokenSource _life = new();
    private readonly Signal _changed = new(clock);
    private readonly Signal _lookSoon = new(clock);
    private readonly Signal _measureSoon = new(clock);
    private readonly long _origin = clock.GetTimestamp();
    private AgentSession _session = AgentSession.New;
    private Task? _polling;
    private Task? _watching;
    private Task? _looking;
    private Task? _measuring;
    private RemovedWorkers _freed = RemovedWorkers.None;
    private bool _looked;
    private string? _problem;
    private bool _slotFreed;

    private string Key => this.GetPrimaryKeyString();

    private TimeSpan Now => clock.GetElapsedTime(_origin);

    private SlotSession Session => new(_session.Epoch, _session.Installation);

    /// <inheritdoc/>
    public Task EnsureRunningAsync()
    {
        if (_polling is null or { IsCompleted: true } && _session.Phase != AgentPhase.Superseded)
        {
            // The loops outlive this call and belong to no caller.
            RequestContext.Clear();
            _polling = RunAsync(_life.Token);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task SlotFreedAsync(int slot, AttemptId attempt, bool wasOver)
    {
        Count(wasOver && _session.LeakOf(attempt) is { } leak ? [leak] : []);
        Free(slot, attempt);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<int> LeaveAsync(SiloAddress silo, bool stopWorkers)
    {
        // That no silo keeps the agent is said by the last one that stops: it may live on one that began to stop before.
        if (!local.SiloAddress.Equals(silo) && !(stopWorkers && presence.IsLeaving))
        {
            return 0;
        }

        if (!_session.Leaving)
        {
            LogLeaving(Key, _session.Slots.Count, stopWorkers);
            _session = _session.Leave();
        }

        if (stopWorkers && !_looked && _session.Phase is AgentPhase.Unregistered or AgentPhase.Live)
        {
            // It came here from a silo that has ended, and its workers are still to be found.
            await EnsureRunningAsync();
            return IAgentGrain.NotKnownYet;
        }

        if (stopWorkers)
        {
            await Task.WhenAll(_session.Slots.Select(s => TellAsync(s.Key, s.Value, slot => slot.StopAsync(Session, s.Value, ReasonCode.AgentLost))));
            if (_session is { Phase: AgentPhase.Live, Slots.Count: 0 })
            {
                // A slot that has begun anew knows nothing of the worker it held: that none is left is for the engine to say.
                await LookAsync(_life.Token);
            }
        }

        return _session.Slots.Count;
    }

    /// <inheritdoc/>
    public Task<AgentSnapshot> GetState() => Task.FromResult(new AgentSnapshot
    {
        Phase = _session.Phase.ToString(), Online = _session.IsOnline(Now), Leaving = _session.Leaving, Runtime = engines.Settings(Key).Runtime,
        Epoch = _session.Epoch, Slots = _session.SlotCount, FreeSlots = _session.FreeSlots, Held = new Dictionary<int, AttemptId>(_session.Slots),
        Poll = _session.PollNumber, Problem = _problem ?? _session.Refusal,
    });

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _life.CancelAsync();
        var loops = new[] { _polling, _watching, _looking, _measuring }.OfType<Task>();
        await Task.WhenAny(Task.WhenAll(loops), Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken));
    }

    /// <inheritdoc/>
    public void Dispose() => _life.Dispose();

    private void Free(int slot, AttemptId attempt)
    {
        var next = _session.Freed(slot, attempt);
        if (next != _session)
        {
            _session = next;
            _freed = _freed.Add(attempt, Now);
            _slotFreed = true;
            _changed.Set();
        }
    }

    private void Count(IReadOnlyList<StrayWorker> leaks)
    {
        foreach (var leak in leaks)
        {
            LogLeaked(Key, leak.Attempt, leak.AtStart);
            AgentMetrics.Leak(Key, leak.AtStart);
        }
    }

    /// <summary>Speaks to a slot; what the slot says of itself counts.</summary>
    private async Task TellAsync(int slot, AttemptId attempt, Func<IWorkerSlotGrain, Task<SlotAnswer>> tell)
    {
        try
        {
            if (await tell(GrainFactory.GetGrain<IWorkerSlotGrain>(AgentKeys.Slot(Key, slot))) == SlotAnswer.Free)
            {
                Free(slot, attempt);
            }
        }
        catch (Exception e) when (!_life.IsCancellationRequested)
        {
            // Whether the slot has heard is not known: the next look at the engine brings both sides together.
            LogSlotUnheard(e, Key, slot, attempt);
            _lookSoon.Set();
        }
        catch (Exception e)
        {
            LogSlotUnheard(e, Key, slot, attempt);
        }
    }

    private IWorkerRuntime Runtime() => engines.Get(Key, _session.Installation);

    private IControllerLink Link() => links.For(Key);
}
