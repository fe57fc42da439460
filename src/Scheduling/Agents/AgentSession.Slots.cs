using System.Collections.Immutable;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;

namespace Actors.Scheduling.Agents;

/// <content>What answers to polls and looks at the engine do to the slots.</content>
public sealed partial record AgentSession
{
    /// <summary>The controller answered a poll that was sent at <paramref name="sentAt"/>.</summary>
    public AgentAnswer Answered(PollRequest request, PollResponse response, TimeSpan sentAt, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(response);
        if (request.Epoch != Epoch || Phase != AgentPhase.Live)
        {
            return new(this, [], true);
        }

        return response.Session switch
        {
            SessionStatus.Superseded => new(this with { Phase = AgentPhase.Superseded }, [], true),
            SessionStatus.Unknown => new(this with { Phase = AgentPhase.Unregistered }, [], true),
            _ => Live(request, response, sentAt, now),
        };
    }

    /// <summary>An attempt's worker is on the engine: it occupies a slot, whether this agent knew of it or not.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="atStart">Whether the agent has just begun.</param>
    /// <param name="removed">Whether its slot removed it a moment ago: then it is about to go, and no stray.</param>
    public (AgentSession Session, int Slot) Found(AttemptId attempt, bool atStart = false, bool removed = false)
    {
        if (SlotOf(attempt) is { } known)
        {
            return (this, known);
        }

        var slot = FirstFree(Slots);
        return (this with { Slots = Slots.Add(slot, attempt), Strays = removed ? Strays : Strays.SetItem(attempt, atStart) }, slot);
    }

    /// <summary>A slot is free again; ignored when another attempt occupies it by now.</summary>
    public AgentSession Freed(int slot, AttemptId attempt) => Slots.GetValueOrDefault(slot) != attempt ? this : this with
    {
        Slots = Slots.Remove(slot), Strays = Strays.Remove(attempt), Told = Told.Except([(AgentOrderKind.Cancel, attempt), (AgentOrderKind.End, attempt)]),
    };

    /// <summary>The controller said that an attempt had been over before its end was reported; the worker, if that makes it a leak.</summary>
    public StrayWorker? LeakOf(AttemptId attempt) => Strays.TryGetValue(attempt, out var atStart) ? new(attempt, atStart) : null;

    private AgentAnswer Live(PollRequest request, PollResponse response, TimeSpan sentAt, TimeSpan now)
    {
        var newest = request.Number == PollNumber;
        var next = this with
        {
            RenewedAt = sentAt > RenewedAt ? sentAt : RenewedAt,
            ReportKnown = ReportKnown || (request.Report is not null && ReferenceEquals(request.Report, Report)),
            SlotCount = newest ? Math.Clamp(response.Slots, 0, AgentProtocol.MaxSlots) : SlotCount,
        };
        var orders = new List<AgentOrder>();
        AddOrders(orders, AgentOrderKind.End, response.Over);
        AddOrders(orders, AgentOrderKind.Cancel, response.Cancels);

        // The controller's first word on what was found: over, or (by the answer to the newest poll that lists it, without a word) held.
        var leaks = response.Over.Select(LeakOf).OfType<StrayWorker>().ToList();
        if (!Strays.IsEmpty) next = next with { Strays = Strays.RemoveRange(response.Over.Concat(newest ? request.Held : [])) };

        var news = orders.Exists(o => !Told.Contains((o.Kind, o.Attempt)));
        if (orders.Count > 0) next = next with { Told = next.Told.Union(orders.Select(o => (o.Kind, o.Attempt))) };

        // Leases of an overtaken answer are left alone: the newer poll did not list them, so they are sent again if they still count.
        // The same goes for leases that come too late to be begun in time, or for which there is no room.
        var within = sentAt + (Lease * 2 / 3) - now;
        foreach (var lease in newest && within > TimeSpan.Zero ? response.Leases : [])
        {
            if (next.FreeSlots > 0 && next.SlotOf(lease.Attempt) is null)
            {
                var slot = FirstFree(next.Slots);
                next = next with { Slots = next.Slots.Add(slot, lease.Attempt) };
                orders.Add(new(AgentOrderKind.Start, slot, lease.Attempt, lease, within));
                news = true;
            }
        }

        return new(next, orders, news) { Leaks = leaks };
    }

    private void AddOrders(List<AgentOrder> orders, AgentOrderKind kind, IReadOnlyList<AttemptId> attempts)
    {
        foreach (var attempt in attempts)
        {
            if (SlotOf(attempt) is { } slot) orders.Add(new(kind, slot, attempt));
        }
    }

    private static int FirstFree(ImmutableSortedDictionary<int, AttemptId> slots) => Enumerable.Range(0, slots.Count + 1).First(i => !slots.ContainsKey(i));
}
