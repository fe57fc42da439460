using System.Diagnostics;
using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Actors.Grains.Hosting;
using Actors.Scheduling.Agents;
using Microsoft.Extensions.Logging;

namespace Actors.Grains.Agents;

/// <summary>Carries one attempt through its slot: asks <see cref="SlotWork"/> what to do, does it, tells it what came of it.</summary>
internal sealed partial class SlotJob(SlotWork work, SlotSurroundings world, ILogger logger) : IDisposable
{
    private static readonly Func<ILogger, string, string, int, IDisposable?> Scope =
        LoggerMessage.DefineScope<string, string, int>("agent {Agent} activity {Activity} attempt {Attempt}");
    // Longer than any pull that an engine allows, shorter than the controller waits for the first call.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(16);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(10);
    private const int TailBytes = 1024;

    private readonly CancellationTokenSource _life = new();
    private readonly Signal _signal = new(world.Clock);
    private bool _disposed;
    private TimeSpan? _startAsked;
    private CancellationTokenSource? _starting;

    public SlotWork Work { get; private set; } = work;

    /// <summary>What went wrong last, while it does.</summary>
    public string? Problem { get; private set; }

    private string Worker => Work.Seen?.Worker ?? WorkerName.Of(world.Installation, Work.Attempt);

    /// <summary>Runs until the slot is free. False: it was abandoned before.</summary>
    public async Task<bool> RunAsync()
    {
        using var scope = Scope(logger, world.Agent, Work.Attempt.Activity, Work.Attempt.Number);
        var failures = 0;
        while (!_life.IsCancellationRequested)
        {
            var step = Work.Next(world.Now);
            try
            {
                if (step == SlotStep.Free)
                {
                    LogFreed(world.Agent, Work.Attempt);
                    return true;
                }

                await DoAsync(step);
                (failures, Problem) = (0, null);
            }
            catch (OperationCanceledException) when (_life.IsCancellationRequested)
            {
                return false;
            }
            catch (Exception e)
            {
                failures++;
                Problem = e.Message;
                LogStepFailed(e, world.Agent, step, Work.Attempt, failures);
                await PauseAsync(BackOff.After(failures, LongestBackOff));
            }
        }

        return false;
    }

    /// <summary>Ends the loop and leaves everything as it is on the engine.</summary>
    public void Abandon()
    {
        if (!_disposed)
        {
            _life.Cancel();
        }
    }

    /// <summary>After <see cref="RunAsync"/> only.</summary>
    public void Dispose()
    {
        _disposed = true;
        _life.Dispose();
    }

    /// <summary>Something happened.</summary>
    public void Update(Func<SlotWork, SlotWork> change)
    {
        var next = change(Work);
        if (next != Work)
        {
            Work = next;
            _signal.Set();
        }

        if (_startAsked is { } asked && next.Seen is { Phase: WorkerPhase.Running } or { Phase: WorkerPhase.Ended, ExitCode: not null })
        {
            _startAsked = null;
            AgentMetrics.Started(world.Runtime.Name, next.Lease?.Kind ?? default, world.Now - asked);
        }
    }

    /// <summary>The worker is to be stopped.</summary>
    public void Stop(ReasonCode reason)
    {
        Update(w => w.Stop(reason, Worker));
        if (Work.AbandonsStart)
        {
            _starting?.Cancel();
        }
    }

    /// <summary>The engine says something; null: its list does not have the worker, which is looked at before it is believed.</summary>
    public async Task ObservedAsync(WorkerObservation? seen)
    {
        if (seen is null && Work is { Seen: not null, Ended: false })
        {
            using var limit = Limit(CallLimit);
            seen = await world.Runtime.InspectAsync(Work.Attempt, limit.Token)
                ?? new() { Attempt = Work.Attempt, Worker = Worker, Phase = WorkerPhase.Gone, Message = "The worker is not on its engine any more." };
        }

        if (seen is not null)
        {
            Update(w => w.Observed(seen));
        }
    }

    private async Task DoAsync(SlotStep step)
    {
        switch (step)
        {
            case SlotStep.Start:
                await StartAsync();
                break;
            case SlotStep.Stop:
                LogStop(world.Agent, Work.Attempt);
                await BoundedAsync(t => world.Runtime.StopAsync(Work.Attempt, Work.Grace, t));
                Update(w => w.StopSent(world.Now));
                break;
            case SlotStep.Report:
                await ReportAsync();
                break;
            case SlotStep.Remove:
                using (Span("worker.remove", Work.Lease?.Kind ?? default))
                {
                    await BoundedAsync(t => world.Runtime.RemoveAsync(Work.Attempt, t));
                }

                Update(w => w.Removed());
                break;
            default:
                await _signal.WaitAsync(Work.WakeAt - world.Now, _life.Token);
                break;
        }
    }

    private async Task StartAsync()
    {
        var lease = Work.Lease ?? throw new InvalidOperationException($"{Work.Attempt} has no lease to start.");
        var settings = world.Engines.Settings(world.Agent);
        var spec = new WorkerSpec
        {
            Installation = world.Installation, Agent = world.Agent, Attempt = lease.Attempt, Kind = lease.Kind, Size = lease.Size?.Over(settings.SizeOf(lease.Kind)) ?? settings.SizeOf(lease.Kind),
            Image = lease.Image ?? settings.Images.GetValueOrDefault(lease.Kind.ToString()) ?? WorkerImages.Default(lease.Kind), ForeignImage = lease.Image is not null, OwnCommand = lease.OwnCommand, Account = lease.Account, Pod = lease.Pod, Volumes = lease.Volumes ?? [],
            WorkerUrl = world.Engines.WorkerUrl(world.Agent),
            HttpAllow = lease.Kind == WorkerKind.Http ? settings.HttpAllowList : [], HttpRefuse = lease.Kind == WorkerKind.Http ? world.Engines.Listeners(world.Agent) : [],
            GitSchemes = settings.GitSchemeList, Ticket = lease.Ticket, Deadline = lease.Deadline, Display = lease.Display,
        };
        using var span = Span("worker.start", lease.Kind);
        _startAsked ??= world.Now;
        Update(w => w.StartBegun());
        using var limit = Limit(StartLimit);
        _starting = limit;
        try
        {
            var seen = await world.Runtime.StartAsync(spec, limit.Token);
            LogStarted(world.Agent, lease.Attempt, seen.Worker);
            Update(w => w.Started(seen));
        }
        catch (WorkerStartException e)
        {
            span.Fail(e.Reason.ToString());
            LogStartRefused(world.Agent, lease.Attempt, e.Reason, e.Message);
            Update(w => w.StartRefused(Worker, e.Reason, e.Message));
        }
        catch (OperationCanceledException) when (Work.AbandonsStart && !_life.IsCancellationRequested)
        {
            span.Fail(nameof(ReasonCode.Cancelled));
            Update(w => w.StartAbandoned(Worker));
        }
        catch (Exception e) when (!_life.IsCancellationRequested)
        {
            var why = limit.IsCancellationRequested ? $"The engine did not take the worker within {StartLimit.TotalMinutes:0} minutes." : e.Message;
            span.Fail(e.GetType().Name);
            Update(w => w.StartFailed(Worker, why));
            throw;
        }
        finally
        {
            _starting = null;
        }
    }

    private async Task ReportAsync()
    {
        var tail = Work.Seen is { Phase: WorkerPhase.Ended, ExitCode: not (null or 0) } ? await TailAsync() : "";
        var report = Work.Report(world.Agent, tail);
        using var span = Span("worker.exit", Work.Lease?.Kind ?? default)?.SetTag("actors.reason", report.Reason.ToString());
        LogEnded(world.Agent, Work.Attempt, report.Reason, report.ExitCode);
        using var limit = Limit(CallLimit);
        var answer = await world.Link.ReportExitAsync(report, limit.Token).WaitAsync(limit.Token);

        // An answer to a session that was replaced meanwhile says nothing about the present one.
        Update(w => w.Epoch == report.Epoch ? w.Reported(answer, world.Now) : w);
    }

    /// <summary>A span of the attempt; of a worker that was found on the engine no trace is known.</summary>
    private Activity? Span(string name, WorkerKind kind) => Tracing.Agent.StartBelow(name, Work.Lease?.TraceParent)?
        .SetTag("actors.agent", world.Agent).SetTag("actors.activity", Work.Attempt.Activity).SetTag("actors.attempt", Work.Attempt.Number)
        .SetTag("actors.kind", kind.ToString()).SetTag("actors.runtime", world.Runtime.Name);

    private async Task<string> TailAsync()
    {
        using var limit = Limit(CallLimit);
        try
        {
            return await world.Runtime.LogTailAsync(Work.Attempt, TailBytes, limit.Token);
        }
        catch (Exception e) when (!_life.IsCancellationRequested)
        {
            LogNoTail(e, world.Agent, Work.Attempt);
            return "";
        }
    }

    private async Task BoundedAsync(Func<CancellationToken, Task> call)
    {
        using var limit = Limit(CallLimit);
        await call(limit.Token);
    }

    private async Task PauseAsync(TimeSpan time)
    {
        try
        {
            await _signal.WaitAsync(time, _life.Token);
        }
        catch (OperationCanceledException) when (_life.IsCancellationRequested)
        {
            LogAbandoned(world.Agent, Work.Attempt);
        }
    }

    private CancellationTokenSource Limit(TimeSpan time)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(_life.Token);
        limit.CancelAfter(time);
        return limit;
    }
}
