using Actors.Scheduling.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Actors.Grains.Hosting;

/// <summary>
/// Runs the one host loop inside of a grain: its timer, its end, its log. The grain is reentrant, since the host keeps events in order by itself.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "StopAsync ends the host, at the end of the activation.")]
internal sealed partial class GrainHost<TState, TEvent, TEffect, TReply> 
    where TState : class
    where TEvent : class
    where TEffect : notnull
{
    private readonly IGrainBase _grain;
    private readonly TimeProvider _clock;
    private readonly TEvent _tick;
    private readonly ILogger _logger;
    private readonly MachineHost<TState, TEvent, TEffect, TReply> _host;
    private readonly Action? _changed;
    private IGrainTimer? _timer;

    public GrainHost(
        IGrainBase grain,
        IMachine<TState, TEvent, TEffect, TReply> machine,
        IStateCell<TState> cell,
        IEffectHandler<TEffect, TEvent> effects,
        TEvent tick,
        TimeProvider clock,
        ILogger logger,
        Action? changed = null)
    {
        (_grain, _clock, _tick, _logger, _changed) = (grain, clock, tick, logger, changed);
        _host = new(machine, cell, effects, clock, new() { Poisoned = OnPoisoned, EffectFailed = OnEffectFailed, Changed = OnChanged });
    }

    public TState State => _host.State;

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await _host.LoadAsync(cancellationToken);
        _timer = _grain.RegisterGrainTimer(
            static (self, _) => self.TickAsync(), this, new(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });
        SetTimer();
    }

    public Task<TReply> SendAsync(TEvent @event) => _host.SendAsync(@event);

    public async Task StopAsync()
    {
        _timer?.Dispose();
        await _host.DisposeAsync();
    }

    private async Task TickAsync()
    {
        if (_host.Poison is null)
        {
            await _host.SendAsync(_tick);
        }
    }

    private void OnChanged()
    {
        SetTimer();
        _changed?.Invoke();
    }

    private void SetTimer()
    {
        if (_host.Due is not { } due)
        {
            _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        var wait = due - _clock.GetUtcNow();
        _timer?.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void OnPoisoned(Exception error)
    {
        LogPoisoned(_grain.GrainContext.GrainId, error.GetBaseException().Message);
        _grain.DeactivateOnIdle();
    }

    private void OnEffectFailed(TEffect effect, Exception error, int failures)
    {
        if (failures > 0)
        {
            LogEffectFailed(error, _grain.GrainContext.GrainId, effect.GetType().Name, failures);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Grain}: its state could not be stored; the activation ends and the next one loads what is stored. {Reason}")]
    private partial void LogPoisoned(GrainId grain, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Grain}: {Effect} failed {Failures} times; trying again")]
    private partial void LogEffectFailed(Exception exception, GrainId grain, string effect, int failures);
}
