using System.Collections.Immutable;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;

namespace Actors.Scheduling.Agents;

/// <summary>
/// An agent's side of its session, as a pure state machine: which slots are free, what the next poll says, what follows from an answer.
/// Held in memory only. Times are of the agent's own monotonic clock.
/// </summary>
public sealed partial record AgentSession
{
    /// <summary>An agent that has not registered yet.</summary>
    public static AgentSession New { get; } = new();

    /// <summary>Where the agent stands with its controller.</summary>
    public AgentPhase Phase { get; private init; }
    /// <summary>Why it was refused.</summary>
    public string? Refusal { get; private init; }
    /// <summary>Whether trying again may help without anybody changing something.</summary>
    public bool RefusalMayPass { get; private init; }
    /// <summary>The silo is about to stop: no lease is taken any more.</summary>
    public bool Leaving { get; private init; }
    /// <summary>Epoch of the session; 0 before the first.</summary>
    public long Epoch { get; private init; }
    /// <summary>Id of the installation.</summary>
    public string Installation { get; private init; } = "";
    /// <summary>Number of worker slots, as the controller last said.</summary>
    public int SlotCount { get; private init; }
    /// <summary>The session's lease.</summary>
    public TimeSpan Lease { get; private init; }
    /// <summary>How long a poll waits for work at most.</summary>
    public TimeSpan PollWait { get; private init; }
    /// <summary>Number of the latest poll of this session.</summary>
    public long PollNumber { get; private init; }
    /// <summary>When the latest call that the controller answered had been sent.</summary>
    public TimeSpan RenewedAt { get; private init; }
    /// <summary>Occupied slots. Numbers beyond <see cref="SlotCount"/> occur where more workers were found on the engine.</summary>
    public ImmutableSortedDictionary<int, AttemptId> Slots { get; private init; } = ImmutableSortedDictionary<int, AttemptId>.Empty;

    /// <summary>Workers that were found on the engine and of which the controller has not spoken yet; whether at the start of the agent.</summary>
    public ImmutableDictionary<AttemptId, bool> Strays { get; private init; } = ImmutableDictionary<AttemptId, bool>.Empty;

    /// <summary>What the agent last said of itself; null: nothing yet.</summary>
    public AgentReport? Report { get; private init; }

    private bool ReportKnown { get; init; }

    private ImmutableHashSet<(AgentOrderKind, AttemptId)> Told { get; init; } = [];

    /// <summary>Slots that a lease may fill.</summary>
    public int FreeSlots => Phase == AgentPhase.Live && !Leaving ? Math.Max(0, SlotCount - Slots.Count) : 0;

    /// <summary>From then on this side holds the lease for lost: two thirds of it, counted from the sending.</summary>
    public TimeSpan GiveUpAt => RenewedAt + (Lease * 2 / 3);

    /// <summary>Whether the session lives, as far as this side can know.</summary>
    public bool IsOnline(TimeSpan now) => Phase == AgentPhase.Live && now < GiveUpAt;

    /// <summary>The slot that an attempt occupies; null: none.</summary>
    public int? SlotOf(AttemptId attempt)
    {
        foreach (var (slot, taken) in Slots)
        {
            if (taken == attempt) return slot;
        }

        return null;
    }

    /// <summary>The controller answered a registration that was sent at <paramref name="sentAt"/>.</summary>
    public AgentSession Registered(RegisterResponse response, TimeSpan sentAt)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (Phase == AgentPhase.Superseded)
        {
            return this;
        }

        if (!response.Accepted)
        {
            return this with { Phase = AgentPhase.Refused, Refusal = response.Refusal, RefusalMayPass = response.Retry };
        }

        // An answer that was overtaken by a later session of this very agent changes nothing. One that was given twice names the same session again.
        return response.Epoch < Epoch || (response.Epoch == Epoch && Phase == AgentPhase.Live) ? this : this with
        {
            Phase = AgentPhase.Live, Refusal = null, RefusalMayPass = false, Epoch = response.Epoch, Installation = response.Installation,
            SlotCount = Math.Clamp(response.Slots, 0, AgentProtocol.MaxSlots), Lease = response.Lease, PollWait = response.PollWait,
            PollNumber = response.Epoch == Epoch ? PollNumber : 0, RenewedAt = sentAt, Told = [], ReportKnown = false,
        };
    }

    /// <summary>The next poll, with the session afterwards.</summary>
    /// <exception cref="InvalidOperationException">There is no session.</exception>
    public (AgentSession Session, PollRequest Request) NextPoll(string agent) => Phase == AgentPhase.Live
        ? (this with { PollNumber = PollNumber + 1 }, new(agent, Epoch, PollNumber + 1, FreeSlots, Slots.IsEmpty ? [] : [.. Slots.Values], ReportKnown ? null : Report))
        : throw new InvalidOperationException($"Agent '{agent}' cannot poll: it is {Phase}.");

    /// <summary>The agent has looked at its engine: the next polls say so, until one of them was answered.</summary>
    public AgentSession Measured(AgentReport report) => this with { Report = report, ReportKnown = false };

    /// <summary>The silo is about to stop.</summary>
    public AgentSession Leave() => this with { Leaving = true };
}
