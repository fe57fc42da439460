using System.Collections.Immutable;
using Actors.Contracts.Identity;
using Actors.Scheduling.Activities;

namespace Actors.Scheduling.Queues;

public sealed partial class QueueMachine
{
    private QueueState OnLeaseAnswered(QueueState state, QueueEvent.LeaseAnswered answer)
    {
        // Not asked for any more: the attempt is over already.
        if (!state.Memory.Requested.TryGetValue(answer.Attempt, out var request)) return state;
        var next = With(state, memory => memory with { Requested = memory.Requested.Remove(answer.Attempt) });
        if (answer.Epoch is not { } epoch) return Pick(next);
        next = With(next, memory => memory with
        {
            Held = memory.Held.SetItem(answer.Attempt, new(epoch, request.Project, Fresh: true)),
            Lost = memory.Session is null ? memory.Lost.Add(new(new(agent, epoch), answer.Attempt)) : memory.Lost,
        });
        return Verify(next);
    }

    private static QueueState OnAdoptAnswered(QueueState state, QueueEvent.AdoptAnswered answer)
    {
        if (answer.Epoch != state.Epoch || state.Memory.Session is not { } session || !session.Adopting.Contains(answer.Attempt)) return state;
        session = session with { Adopting = session.Adopting.Remove(answer.Attempt) };
        if (answer.Granted)
        {
            var hold = new QueueHold(answer.Epoch, answer.Project, answer.Cancel, CancelSent: false, Fresh: true);
            return Pick(With(state, memory => memory with { Session = session, Held = memory.Held.SetItem(answer.Attempt, hold) }));
        }

        if (session.Listed.Contains(answer.Attempt)) session = session with { Over = session.Over.SetItem(answer.Attempt, false) };
        return Pick(With(state, memory => memory with { Session = session, Held = memory.Held.Remove(answer.Attempt) }));
    }

    private QueueState OnRecovered(QueueState state, QueueEvent.Recovered recovered)
    {
        if (!state.Memory.Recovering) return state;
        var ended = state.Memory.Ended;
        var next = recovered.Held.Where(held => !ended.Contains(held.Attempt)).Aggregate(state, Hold);
        return Pick(With(next, memory => memory with { Recovering = false, Ended = [] }));
    }

    private QueueState Hold(QueueState state, HeldAttempt held)
    {
        if (held.Holder.Agent != agent || held.Holder.Epoch > state.Epoch) return state;
        var memory = state.Memory;
        var known = memory.Held.GetValueOrDefault(held.Attempt);
        // The activity answers the request itself.
        if (known is null && memory.Requested.ContainsKey(held.Attempt) && !held.Cancel) return state;
        var hold = known is null
            ? new QueueHold(held.Holder.Epoch, held.Project, held.Cancel)
            : known with { Epoch = Math.Max(known.Epoch, held.Holder.Epoch), Cancel = known.Cancel || held.Cancel };
        return Verify(With(state, m => m with { Held = m.Held.SetItem(held.Attempt, hold) }));
    }

    private static QueueState OnOver(QueueState state, AttemptId attempt)
    {
        var next = With(state, memory => memory with
        {
            Held = memory.Held.Remove(attempt),
            Requested = memory.Requested.Remove(attempt),
            Lost = memory.Lost.IsEmpty ? memory.Lost : memory.Lost.Except(memory.Lost.Where(loss => loss.Attempt == attempt)),
            Ended = memory.Recovering ? memory.Ended.Add(attempt) : memory.Ended,
            Session = memory.Session is not { } session ? null : session with
            {
                Adopting = session.Adopting.Remove(attempt),
                Over = session.Listed.Contains(attempt) && !session.Over.ContainsKey(attempt) ? session.Over.Add(attempt, false) : session.Over,
            },
        });
        return Pick(next);
    }

    /// <summary>
    /// Asks the activities of held attempts that the open poll does not list (an answer was lost, or the agent began anew), and of those held under an older epoch.
    /// What they grant is sent again: the engine recognises a worker that is there.
    /// </summary>
    private static QueueState Verify(QueueState state)
    {
        if (state.Memory is not { Held.IsEmpty: false, Session: { IsOpen: true } session }) return state;
        var adopting = session.Adopting;
        foreach (var (attempt, hold) in state.Memory.Held)
        {
            if (hold.Epoch < state.Epoch || (!hold.Fresh && !session.Listed.Contains(attempt))) adopting = adopting.Add(attempt);
        }

        return adopting == session.Adopting ? state : With(state, memory => memory with { Session = session with { Adopting = adopting } });
    }

    private QueueState Expire(QueueState state, DateTimeOffset now)
    {
        if (state.Memory.Session is not { IsOpen: false } session || now < session.RenewedAt + _options.Lease) return state;
        return With(state, memory => memory with
        {
            Session = null,
            Lost = memory.Lost.Union(memory.Held.Select(item => new QueueLoss(new(agent, item.Value.Epoch), item.Key))),
        });
    }
}
