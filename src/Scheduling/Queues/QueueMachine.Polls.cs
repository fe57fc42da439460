using System.Collections.Immutable;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Scheduling.Activities;
using Actors.Scheduling.Capacity;
using Actors.Scheduling.Hosting;
using static Actors.Scheduling.Hosting.Persistence;

namespace Actors.Scheduling.Queues;

public sealed partial class QueueMachine
{
    private static (QueueState, Persistence, QueueReply) OnPollStarted(QueueState state, QueueEvent.PollStarted poll, DateTimeOffset now)
    {
        if (StatusOf(state, poll.Epoch) is not SessionStatus.Live and var status) return (state, None, Empty(state, status));
        if (state.Memory.Session is not { } session) return (state, None, Empty(state, SessionStatus.Unknown));
        if (poll.Number <= session.Poll) return (state, None, Empty(state, SessionStatus.Live));
        ImmutableHashSet<AttemptId> listed = poll.Held.Count == 0 ? [] : [.. poll.Held.Take(AgentProtocol.MaxSlots * 2)];
        var over = session.Over;
        foreach (var (attempt, _) in session.Over)
        {
            if (!listed.Contains(attempt)) over = over.Remove(attempt);
        }

        var memory = state.Memory;
        var adopting = session.Adopting;
        foreach (var attempt in listed)
        {
            if (!memory.Held.ContainsKey(attempt) && !over.ContainsKey(attempt) && !memory.Requested.ContainsKey(attempt)) adopting = adopting.Add(attempt);
        }

        var next = state with
        {
            Memory = memory with
            {
                LastSeen = now,
                Report = poll.Report is { } report ? AgentReports.Bounded(report) : memory.Report,
                ReportedAt = poll.Report is null ? memory.ReportedAt : now,
                Session = session with
                {
                    RenewedAt = now,
                    Poll = poll.Number,
                    IsOpen = true,
                    FreeSlots = Math.Max(0, poll.FreeSlots),
                    Listed = listed,
                    Over = over,
                    Adopting = adopting,
                },
            },
        };
        return Collect(Pick(Verify(next)), final: false, now);
    }

    private static (QueueState, Persistence, QueueReply) OnPollCollected(QueueState state, QueueEvent.PollCollected poll, DateTimeOffset now)
    {
        if (StatusOf(state, poll.Epoch) is not SessionStatus.Live and var status) return (state, None, Empty(state, status));
        if (state.Memory.Session is not { } session) return (state, None, Empty(state, SessionStatus.Unknown));
        return session.IsOpen && session.Poll == poll.Number ? Collect(state, poll.Final, now) : (state, None, Empty(state, SessionStatus.Live));
    }

    private static (QueueState, Persistence, QueueReply) Collect(QueueState state, bool final, DateTimeOffset now)
    {
        if (!final && !HasNews(state)) return (state, None, new QueueReply.Poll(SessionStatus.Live, false, state.Slots, [], [], []));
        var session = state.Memory.Session!;
        var held = state.Memory.Held;
        var sendable = held.Where(item => IsSendable(state, item.Key, item.Value)).Select(item => item.Key);
        List<AttemptId> leases = held.IsEmpty ? [] : [.. InOrder(sendable).Take(session.FreeSlots)];
        var cancels = held.IsEmpty ? [] : InOrder(held.Where(item => item.Value.Cancel && session.Listed.Contains(item.Key)).Select(item => item.Key));
        var over = InOrder(session.Over);
        foreach (var attempt in leases) held = held.SetItem(attempt, held[attempt] with { Fresh = false });
        foreach (var attempt in cancels) held = held.SetItem(attempt, held[attempt] with { CancelSent = true });
        var told = session.Over;
        foreach (var attempt in over) told = told.SetItem(attempt, true);
        var memory = state.Memory with { Held = held, LastSeen = now, Session = session with { IsOpen = false, RenewedAt = now, Over = told } };
        return (state with { Memory = memory }, None, new QueueReply.Poll(SessionStatus.Live, true, state.Slots, leases, cancels, over));
    }

    private static QueueReply.Poll Empty(QueueState state, SessionStatus status) => new(status, true, state.Slots, [], [], []);

    /// <summary>Whether the open poll has something to say that no answer has said; questions under way are waited for, so that leases come together.</summary>
    private static bool HasNews(QueueState state)
    {
        var memory = state.Memory;
        if (memory.Session is not { IsOpen: true } session || !memory.Requested.IsEmpty || !session.Adopting.IsEmpty) return false;
        foreach (var (_, told) in session.Over)
        {
            if (!told) return true;
        }

        foreach (var (attempt, hold) in memory.Held)
        {
            if ((session.FreeSlots > 0 && IsSendable(state, attempt, hold)) || (hold is { Cancel: true, CancelSent: false } && session.Listed.Contains(attempt))) return true;
        }

        return false;
    }

    private static bool IsSendable(QueueState state, AttemptId attempt, QueueHold hold) =>
        hold.Fresh && hold.Epoch == state.Epoch && !state.Memory.Session!.Listed.Contains(attempt);

    /// <summary>Asks for as many attempts as the open poll can take: the project with fewest here first, then the one served longest ago.</summary>
    private static QueueState Pick(QueueState state)
    {
        if (state is { Drained: true } or { Memory.Recovering: true } || state.Memory.Session is not { IsOpen: true } session) return state;
        while (state.Memory is { Offers.IsEmpty: false } memory)
        {
            if (Taken(state) >= state.Slots || memory.Requested.Count + memory.Held.Count(item => !session.Listed.Contains(item.Key)) >= session.FreeSlots) break;
            var offer = Next(memory);
            state = With(state, m => m with
            {
                Offers = m.Offers.Remove(offer.Attempt.Activity),
                Requested = m.Requested.SetItem(offer.Attempt, new(state.Epoch, offer.Project)),
                Served = ServedNow(m, offer.Project),
                Turn = m.Turn + 1,
            });
        }

        return state;
    }

    private static ActivityOffer Next(QueueMemory memory)
    {
        if (memory.Offers.Count == 1) return memory.Offers.Values.First();
        var load = memory.Held.Values.Select(hold => hold.Project).Concat(memory.Requested.Values.Select(request => request.Project))
            .CountBy(project => project).ToDictionary();
        return memory.Offers.Values
            .OrderBy(candidate => load.GetValueOrDefault(candidate.Project))
            .ThenBy(candidate => memory.Served.GetValueOrDefault(candidate.Project))
            .ThenBy(candidate => candidate.Project, StringComparer.Ordinal)
            .ThenBy(candidate => candidate.Class)
            .ThenBy(candidate => candidate.QueuedAt)
            .ThenBy(candidate => candidate.Attempt.Activity, StringComparer.Ordinal)
            .First();
    }

    /// <summary>Projects without an offer are forgotten, so that the list stays as short as the offers.</summary>
    private static ImmutableDictionary<string, long> ServedNow(QueueMemory memory, string project)
    {
        var served = memory.Served.Count <= 1_000
            ? memory.Served
            : memory.Served.RemoveRange(memory.Served.Keys.Except(memory.Offers.Values.Select(offer => offer.Project)));
        return served.SetItem(project, memory.Turn + 1);
    }
}
