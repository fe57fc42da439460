using System.Diagnostics;
using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;
using Actors.Grains.Links;
using Actors.Scheduling.Agents;
using Microsoft.Extensions.Logging;
using Orleans.Placement;

namespace Actors.Grains.Agents;

/// <summary>The shell around <see cref="SlotJob"/>: refuses lower epochs, and stays alive as long as its agent speaks to it.</summary>
[AgentPlacement, PreferLocalPlacement]
public sealed partial class WorkerSlotGrain(IAgentEngines engines, IControllerLinks links, TimeProvider clock, ILogger<WorkerSlotGrain> logger) : Grain, IWorkerSlotGrain
{
    /// <summary>An agent looks at each occupied slot every half minute; a slot that it forgot for this long is collected.</summary>
    private static readonly TimeSpan KeptAfterCall = TimeSpan.FromMinutes(5);

    private readonly long _origin = clock.GetTimestamp();
    private string _agent = "";
    private int _number;
    private long _epoch;
    private SlotJob? _job;
    private RemovedWorkers _removed = RemovedWorkers.None;

    private TimeSpan Now => clock.GetElapsedTime(_origin);

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_agent, _number) = AgentKeys.OfSlot(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _job?.Abandon();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<SlotAnswer> RunAsync(SlotSession session, ActivityLease lease, TimeSpan startWithin)
    {
        if (!Enter(session))
        {
            return Task.FromResult(SlotAnswer.Fenced);
        }

        if (!Holds(session, lease.Attempt))
        {
            Take(session, SlotWork.Leased(lease, session.Epoch, Now + startWithin));
        }

        return Task.FromResult(SlotAnswer.Occupied);
    }

    /// <inheritdoc/>
    public async Task<SlotAnswer> ObserveAsync(SlotSession session, AttemptId attempt, WorkerObservation? seen)
    {
        if (!Enter(session))
        {
            return SlotAnswer.Fenced;
        }

        if (Holds(session, attempt))
        {
            await _job!.ObservedAsync(seen);
            return SlotAnswer.Occupied;
        }

        // What this slot removed itself may still be in a list that was taken before.
        if (seen is not { Phase: not WorkerPhase.Gone } || _removed.IsRecent(attempt, Now))
        {
            return SlotAnswer.Free;
        }

        Take(session, SlotWork.Found(seen, session.Epoch));
        return SlotAnswer.Occupied;
    }

    /// <inheritdoc/>
    public Task<SlotAnswer> StopAsync(SlotSession session, AttemptId attempt, ReasonCode reason) => TellAsync(session, attempt, job => job.Stop(reason));

    /// <inheritdoc/>
    public Task<SlotAnswer> EndAsync(SlotSession session, AttemptId attempt) => TellAsync(session, attempt, job => job.Update(w => w.End()));

    /// <inheritdoc/>
    public Task<WorkerSlotSnapshot> GetState() => Task.FromResult(new WorkerSlotSnapshot
    {
        State = _job?.Work.State ?? "Free", Attempt = _job?.Work.Attempt, Worker = _job?.Work.Seen?.Worker, Display = _job?.Work.Lease?.Display,
        Epoch = _epoch, Problem = _job?.Problem,
    });

    private Task<SlotAnswer> TellAsync(SlotSession session, AttemptId attempt, Action<SlotJob> tell)
    {
        if (!Enter(session))
        {
            return Task.FromResult(SlotAnswer.Fenced);
        }

        if (!Holds(session, attempt))
        {
            return Task.FromResult(SlotAnswer.Free);
        }

        tell(_job!);
        return Task.FromResult(SlotAnswer.Occupied);
    }

    private bool Enter(SlotSession session)
    {
        if (session.Epoch < _epoch)
        {
            return false;
        }

        _removed = session.Epoch > _epoch ? RemovedWorkers.None : _removed;
        _epoch = session.Epoch;
        DelayDeactivation(KeptAfterCall);
        return true;
    }

    private bool Holds(SlotSession session, AttemptId attempt)
    {
        if (_job?.Work.Attempt != attempt)
        {
            return false;
        }

        _job.Update(w => w.Renewed(session.Epoch));
        return true;
    }

    private void Take(SlotSession session, SlotWork work)
    {
        if (_job is { } old)
        {
            // The agent says what its slots hold: when it gives this one to another attempt, the former one is on another slot, or over. Refusing would make it
            // ask again for ever; a worker that is still there after all is found by its next look.
            LogReplaced(_agent, _number, old.Work.Attempt, work.Attempt);
            old.Abandon();
        }

        var job = new SlotJob(work, new(_agent, session.Installation, engines, links.For(_agent), clock, _origin), logger);
        _job = job;
        _ = DriveAsync(job);
    }

    private async Task DriveAsync(SlotJob job)
    {
        // Leaves the turn of the caller: the loop is the grain's own, on its scheduler.
        await Task.Yield();
        Activity.Current = null;
        bool done;
        using (job)
        {
            done = await job.RunAsync();
        }

        if (!done || _job != job)
        {
            return;
        }

        _job = null;
        _removed = _removed.Add(job.Work.Attempt, Now);
        try
        {
            await GrainFactory.GetGrain<IAgentGrain>(_agent).SlotFreedAsync(_number, job.Work.Attempt, job.Work.WasOver);
        }
        catch (Exception e)
        {
            LogFreedNotTold(e, _agent, _number, job.Work.Attempt);
        }
    }
}
