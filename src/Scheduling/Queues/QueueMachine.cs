using System.Collections.Immutable;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Scheduling.Activities;
using Actors.Scheduling.Hosting;
using static Actors.Scheduling.Hosting.Persistence;

namespace Actors.Scheduling.Queues;

/// <summary>
/// What is queued for one agent, and that agent's session. <paramref name="agent"/> is its key. Never more held than slots; fair between projects; changes before others,
/// oldest first.
/// </summary>
public sealed partial class QueueMachine(string agent, SchedulingOptions? options = null) : IMachine<QueueState, QueueEvent, QueueEffect, QueueReply>
{
    private static readonly QueueReply.Done Nothing = new();
    private readonly SchedulingOptions _options = options ?? SchedulingOptions.Default;

    /// <inheritdoc/>
    public QueueState Activate(QueueState? stored, DateTimeOffset now)
    {
        var state = stored ?? new();
        return state with { Memory = new() { Session = state.Epoch > 0 ? new() { RenewedAt = now } : null } };
    }

    /// <inheritdoc/>
    public bool Claims(QueueState stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return stored.Epoch > 0;
    }

    /// <inheritdoc/>
    public DateTimeOffset? Due(QueueState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Memory.Session is { IsOpen: false } session ? session.RenewedAt + _options.Lease : null;
    }

    /// <inheritdoc/>
    public Step<QueueState, QueueEffect, QueueReply> Handle(QueueState state, QueueEvent @event, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        var (next, persistence, reply) = @event switch
        {
            QueueEvent.Register register => OnRegister(Expire(state, now), register, now),
            QueueEvent.Configure configure => OnConfigure(state, configure.ConfiguredSlots),
            QueueEvent.PollStarted poll => OnPollStarted(Expire(state, now), poll, now),
            QueueEvent.PollCollected poll => OnPollCollected(state, poll, now),
            QueueEvent.LeaseAnswered answer => Done(OnLeaseAnswered(state, answer)),
            QueueEvent.AdoptAnswered answer => Done(OnAdoptAnswered(state, answer)),
            QueueEvent.Recovered recovered => Done(OnRecovered(state, recovered)),
            QueueEvent.Offer offer => OnOffer(Expire(state, now), offer.Value),
            QueueEvent.Withdraw withdraw => Done(With(state, memory => memory with { Offers = memory.Offers.Remove(withdraw.Activity) })),
            QueueEvent.HeldAnnounced held => Done(Hold(state, held.Value)),
            QueueEvent.Over over => Done(OnOver(state, over.Attempt)),
            QueueEvent.CancelWanted cancel => Done(Hold(state, cancel.Value with { Cancel = true })),
            QueueEvent.LossKnown known => Done(With(state, memory => memory with { Lost = memory.Lost.Remove(known.Loss) })),
            QueueEvent.Drain => (state with { Drained = true }, state.Drained ? None : Save, Nothing),
            QueueEvent.Resume => (Pick(state with { Drained = false }), state.Drained ? Save : None, Nothing),
            QueueEvent.Tick => Done(Expire(state, now)),
            _ => throw new ArgumentException($"A queue does not know the event {@event?.GetType().Name}.", nameof(@event)),
        };
        var effects = AsksTheSame(state, next) ? [] : Outstanding.Since(Resume(state, now), Resume(next, now));
        // A poll that waits is woken when it has something to say, or when a newer one makes it return.
        if (state.Memory.Session is { IsOpen: true } waiting && (next.Memory.Session is not { IsOpen: true } session || session.Poll != waiting.Poll || HasNews(next)))
            effects = [.. effects, new QueueEffect.WakePoll(state.Epoch, waiting.Poll)];
        return new(next, persistence, effects, reply);
    }

    /// <inheritdoc/>
    public IReadOnlyList<QueueEffect> Resume(QueueState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        var memory = state.Memory;
        if (memory is { Recovering: false, Requested.IsEmpty: true, Lost.IsEmpty: true, Session: null or { Adopting.IsEmpty: true } }) return [];
        List<QueueEffect> effects = [];
        if (memory.Recovering) effects.Add(new QueueEffect.Recover());
        foreach (var attempt in InOrder(memory.Requested)) effects.Add(new QueueEffect.RequestLease(attempt, memory.Requested[attempt].Epoch));
        if (memory.Session is { Adopting: { IsEmpty: false } adopting }) effects.AddRange(InOrder(adopting).Select(attempt => new QueueEffect.Adopt(attempt, state.Epoch)));
        if (!memory.Lost.IsEmpty) effects.AddRange(memory.Lost.OrderBy(loss => loss.Attempt.Activity, StringComparer.Ordinal).ThenBy(loss => loss.Attempt.Number)
            .ThenBy(loss => loss.Holder.Epoch).Select(loss => new QueueEffect.TellLost(loss)));
        return effects;
    }

    /// <summary>Whether nothing has changed that effects are derived from, as with most polls and offers.</summary>
    private static bool AsksTheSame(QueueState before, QueueState after)
    {
        var (then, now) = (before.Memory, after.Memory);
        return ReferenceEquals(then, now) || (before.Epoch == after.Epoch && then.Recovering == now.Recovering && then.Requested == now.Requested && then.Lost == now.Lost
            && then.Session?.Adopting == now.Session?.Adopting);
    }

    private (QueueState, Persistence, QueueReply) OnOffer(QueueState state, ActivityOffer offer)
    {
        var memory = state.Memory;
        var known = memory.Offers.ContainsKey(offer.Attempt.Activity);
        // Asked for already; when the answer is no, the activity offers again.
        if (memory.Requested.ContainsKey(offer.Attempt)) return (state, None, new QueueReply.Availability(AvailabilityOf(state, offer)));
        if (!known && memory.Offers.Count >= _options.MaxOffers) return (state, None, new QueueReply.Availability(AgentAvailability.Full));
        var next = Pick(With(state, m => m with { Offers = m.Offers.SetItem(offer.Attempt.Activity, offer) }));
        return (next, None, new QueueReply.Availability(AvailabilityOf(next, offer)));
    }

    private static AgentAvailability AvailabilityOf(QueueState state, ActivityOffer offer) => state switch
    {
        { Drained: true } => AgentAvailability.Draining,
        { Memory.Session: null } => AgentAvailability.Offline,
        _ when !state.Memory.Requested.ContainsKey(offer.Attempt) && Taken(state) >= state.Slots => AgentAvailability.Full,
        _ => AgentAvailability.Online,
    };

    private static int Taken(QueueState state) => state.Memory.Held.Count + state.Memory.Requested.Count
        + (state.Memory.Session?.Adopting.Count(attempt => !state.Memory.Held.ContainsKey(attempt)) ?? 0);

    private static List<AttemptId> InOrder<TValue>(ImmutableDictionary<AttemptId, TValue> attempts)
    {
        if (attempts.IsEmpty) return [];
        List<AttemptId> keys = new(attempts.Count);
        foreach (var (attempt, _) in attempts) keys.Add(attempt);
        return InOrder(keys);
    }

    private static List<AttemptId> InOrder(IEnumerable<AttemptId> attempts)
    {
        List<AttemptId> ordered = [.. attempts];
        if (ordered.Count > 1) ordered.Sort(Compare);
        return ordered;
    }

    private static int Compare(AttemptId left, AttemptId right) =>
        string.CompareOrdinal(left.Activity, right.Activity) is not 0 and var order ? order : left.Number.CompareTo(right.Number);

    private static QueueState With(QueueState state, Func<QueueMemory, QueueMemory> change) => state with { Memory = change(state.Memory) };

    private static (QueueState, Persistence, QueueReply) Done(QueueState state) => (state, None, Nothing);
}
