using System.Diagnostics;

namespace Actors.Scheduling.Hosting;

/// <summary>
/// The one host loop: load, ask the machine, persist, carry effects out. Events are applied strictly one after the other; those that arrive while a save is under
/// way share the next save. A reply is given after its save. Effects run outside of the sender's turn, so that actors never wait for each other in a circle.
/// </summary>
/// <remarks>
/// Everything runs on the task scheduler of <see cref="LoadAsync"/>'s caller (an Orleans activation), one thing at a time, without locks. Its owner sends a tick when
/// <see cref="Due"/> passes.
/// </remarks>
public sealed class MachineHost<TState, TEvent, TEffect, TReply>(
    IMachine<TState, TEvent, TEffect, TReply> machine,
    IStateCell<TState> cell,
    IEffectHandler<TEffect, TEvent> handler,
    TimeProvider clock,
    HostCallbacks<TEffect>? callbacks = null) : IAsyncDisposable
    where TState : class
    where TEvent : class
    where TEffect : notnull
{
    private const int MaxRunning = 16;
    private const int MaxPending = 10_000;

    private readonly CancellationTokenSource _stop = new();
    private readonly Queue<(TEvent Event, TaskCompletionSource<TReply> Reply)> _pending = [];
    private MachineCore<TState, TEvent, TEffect, TReply>? _core;
    private TaskScheduler _scheduler = TaskScheduler.Default;
    private ITimer? _retry;
    private Exception? _poison;
    private bool _draining;
    private int _running;

    /// <summary>The state as of the last completed save.</summary>
    public TState State => Core.State;

    /// <summary>When a tick is wanted next (UTC); null: not by time.</summary>
    public DateTimeOffset? Due => Core.Due;

    /// <summary>Why this host takes no events any more; null while it does.</summary>
    public Exception? Poison => _poison;

    private MachineCore<TState, TEvent, TEffect, TReply> Core =>
        _core ?? throw new InvalidOperationException("The host has not loaded its state yet: call LoadAsync first.");

    /// <summary>Loads the state, claims it where the machine wants that, derives what is outstanding and begins to carry it out.</summary>
    /// <exception cref="Exception">The state could not be loaded or claimed: this activation must end.</exception>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        _scheduler = TaskScheduler.Current;
        var stored = await cell.LoadAsync(cancellationToken);
        var core = new MachineCore<TState, TEvent, TEffect, TReply>(machine, stored, clock.GetUtcNow());
        if (stored is not null && machine.Claims(stored)) await cell.SaveAsync(core.State, cancellationToken);
        _core = core;
        _retry = clock.CreateTimer(_ => OnScheduler(PumpAlone), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        OnScheduler(PumpAlone);
    }

    /// <summary>Applies an event; the reply comes after the save.</summary>
    /// <exception cref="HostPoisonedException">A save failed, before or with this event: it is unknown whether the event was applied.</exception>
    public Task<TReply> SendAsync(TEvent @event)
    {
        _ = Core;
        if (_poison is not null) return Task.FromException<TReply>(new HostPoisonedException(_poison));
        ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, this);
        if (_pending.Count >= MaxPending) throw new InvalidOperationException($"More than {MaxPending} events wait for a save. Try again.");
        var reply = new TaskCompletionSource<TReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending.Enqueue((@event, reply));
        if (!_draining) _ = DrainAsync();
        return reply.Task;
    }

    /// <summary>Ends the carrying out of effects. What is outstanding is derived again by the next activation.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_retry is not null) await _retry.DisposeAsync();
    }

    private async Task DrainAsync()
    {
        _draining = true;
        try
        {
            while (_pending.Count > 0)
            {
                var batch = _pending.ToArray();
                _pending.Clear();
                try
                {
                    var commit = Core.Prepare(batch.Select(item => item.Event), clock.GetUtcNow());
                    await PersistAsync(commit);
                    Core.Complete(commit);
                    for (var i = 0; i < batch.Length; i++) batch[i].Reply.TrySetResult(commit.Replies[i]);
                    callbacks?.Changed?.Invoke();
                    Pump();
                }
                catch (Exception error)
                {
                    Fail(batch, error);
                }
            }
        }
        finally
        {
            _draining = false;
        }
    }

    private async ValueTask PersistAsync(Commit<TState, TEffect, TReply> commit)
    {
        switch (commit.Persistence)
        {
            // Not cancelled by the end of the activation: a save that was begun is worth its end.
            case Persistence.Save: await cell.SaveAsync(commit.State, CancellationToken.None); break;
            case Persistence.Clear: await cell.ClearAsync(CancellationToken.None); break;
            default: break;
        }
    }

    private void Fail((TEvent Event, TaskCompletionSource<TReply> Reply)[] batch, Exception error)
    {
        var first = _poison is null;
        _poison ??= error;
        foreach (var (_, reply) in batch.Concat(_pending)) reply.TrySetException(new HostPoisonedException(error));
        _pending.Clear();
        if (first) callbacks?.Poisoned?.Invoke(error);
    }

    private void Pump()
    {
        var now = clock.GetUtcNow();
        while (CanRun && _running < MaxRunning && Core.Outbox.TryTake(now, out var effect, out var failures))
        {
            if (failures > 0 && !Core.Wants(effect, now)) Core.Outbox.Done(effect);
            else _ = RunAsync(effect);
        }

        if (CanRun && _running < MaxRunning && Core.Outbox.NextAt is { } next)
            _retry?.Change(next > now ? next - now : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private bool CanRun => _poison is null && !_stop.IsCancellationRequested;

    private async Task RunAsync(TEffect effect)
    {
        _running++;
        // The effect never runs inside of the turn that caused it, nor as a part of its sender's trace: what it causes may go on long after the answer.
        await Task.Yield();
        Activity.Current = null;
        try
        {
            try
            {
                await CarryOutAsync(effect);
            }
            finally
            {
                _running--;
            }

            Pump();
        }
        catch (Exception error)
        {
            Fail([], error);
        }
    }

    private async Task CarryOutAsync(TEffect effect)
    {
        try
        {
            if (CanRun && await handler.RunAsync(effect, _stop.Token) is { } answer) await SendAsync(answer);
            Core.EffectDone(effect, clock.GetUtcNow());
        }
        catch (Exception error)
        {
            var failures = Core.EffectFailed(effect, clock.GetUtcNow());
            if (CanRun) callbacks?.EffectFailed?.Invoke(effect, error, failures);
        }
    }

    /// <summary>Looks for effects outside of any turn; an error there ends the activation too, since nobody else would hear of it.</summary>
    private void PumpAlone()
    {
        try
        {
            Pump();
        }
        catch (Exception error)
        {
            Fail([], error);
        }
    }

    private void OnScheduler(Action action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler);
}
