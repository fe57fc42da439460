using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Grains.Activities;
using Actors.Scheduling.Activities;
using Actors.Scheduling.Hosting;
using Actors.Scheduling.Queues;

namespace Actors.Grains.Queues;

/// <summary>Carries out what a queue wants done, and keeps the leases that its agent has not confirmed yet.</summary>
internal sealed class QueueEffects(ActorKey agent, QueueServices services, Action<long, long> wake) : IEffectHandler<QueueEffect, QueueEvent>
{
    private readonly Dictionary<AttemptId, ActivityLease> _leases = [];

    public async ValueTask<QueueEvent?> RunAsync(QueueEffect effect, CancellationToken cancellationToken)
    {
        switch (effect)
        {
            case QueueEffect.Recover:
                return new QueueEvent.Recovered(await FindHeldAsync(cancellationToken));
            case QueueEffect.RequestLease request:
                return new QueueEvent.LeaseAnswered(request.Attempt, await LeaseAsync(request.Attempt, request.Epoch) is null ? null : request.Epoch);
            case QueueEffect.Adopt adopt:
                var reply = await Activity(adopt.Attempt).AdoptAsync(new(agent.Value, adopt.Epoch), adopt.Attempt.Number);
                return new QueueEvent.AdoptAnswered(adopt.Attempt, adopt.Epoch, reply.Ok, reply.Cancel, ProjectOf(adopt.Attempt));
            case QueueEffect.TellLost lost:
                await Activity(lost.Loss.Attempt).AgentLostAsync(lost.Loss.Holder, lost.Loss.Attempt.Number);
                return new QueueEvent.LossKnown(lost.Loss);
            case QueueEffect.WakePoll poll:
                wake(poll.Epoch, poll.Number);
                return null;
            default:
                throw new NotSupportedException($"A queue cannot carry out {effect.GetType().Name}.");
        }
    }

    /// <summary>The leases of an answer. One that this activation has not seen is asked for again, which the activity answers as before.</summary>
    public async Task<IReadOnlyList<ActivityLease>> LeasesOfAsync(IReadOnlyList<AttemptId> attempts, long epoch, IEnumerable<AttemptId> held)
    {
        var leases = new List<ActivityLease>();
        foreach (var attempt in attempts)
        {
            if ((_leases.GetValueOrDefault(attempt) ?? await LeaseAsync(attempt, epoch)) is { } lease)
            {
                leases.Add(lease);
            }
        }

        foreach (var old in _leases.Keys.Except(held).ToList())
        {
            _leases.Remove(old);
        }

        return leases;
    }

    private async Task<ActivityLease?> LeaseAsync(AttemptId attempt, long epoch)
    {
        var lease = await Activity(attempt).LeaseAsync(new(agent.Value, epoch), attempt.Number);
        if (lease is not null)
        {
            _leases[attempt] = lease;
        }

        return lease;
    }

    /// <summary>What the store says that this agent holds.</summary>
    private async Task<IReadOnlyList<HeldAttempt>> FindHeldAsync(CancellationToken cancellationToken)
    {
        var held = new List<HeldAttempt>();
        var query = new StateQuery { Kind = ActivityGrain.TypeName, Under = ActorKey.Of(agent.Segments[0]).Value, Open = true };
        while (true)
        {
            var rows = await services.Index.ListAsync(query, cancellationToken);
            held.AddRange(rows.Select(row => StateJson.Deserialize<ActivityRecord>(Payload(row)).State)
                .Where(state => state.IsHeld && state.Holder?.Agent == agent.Value)
                .Select(state => new HeldAttempt(state.AttemptId!, state.Holder!, state.Spec!.Project, state.Status == Contracts.Activities.ActivityStatus.Cancelling)));
            if (rows.Count < query.Limit)
            {
                return held;
            }

            query = query with { After = rows[^1].Key };
        }
    }

    // Who holds an activity that cannot be read is not known; were it passed over, its slot would be given away while its worker may still run.
    private ReadOnlyMemory<byte> Payload(StateRow row) => row.Payload ?? throw new IOException(
        $"What the agent {agent} holds is not known: the stored state of the activity {row.Key} cannot be opened. Restore it from a backup, or delete its row of the kind '{ActivityGrain.TypeName}' "
        + "from the table grain_state when its worker is gone for certain.");

    private IActivityGrain Activity(AttemptId attempt) => services.Grains.GetGrain<IActivityGrain>(attempt.Activity);

    private static string ProjectOf(AttemptId attempt) => ActorKey.Of(ActorKey.Parse(attempt.Activity).Segments.Take(2)).Value;
}
