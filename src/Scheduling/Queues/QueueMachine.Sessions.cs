using Actors.Contracts.Agents;
using Actors.Scheduling.Hosting;
using static Actors.Scheduling.Hosting.Persistence;

namespace Actors.Scheduling.Queues;

public sealed partial class QueueMachine
{
    private const int MaxPastInstances = 8;

    private (QueueState, Persistence, QueueReply) OnRegister(QueueState state, QueueEvent.Register register, DateTimeOffset now)
    {
        if (!register.Protocols.Contains(AgentProtocol.Version))
        {
            return Refuse(state, $"The controller speaks protocol {AgentProtocol.Version}, agent '{agent}' speaks {string.Join(", ", register.Protocols)}. "
                + "Run the same release on both sides.", retry: false);
        }

        if (register.Instance is { } late && state.PastInstances.Contains(late))
            return Refuse(state, $"Agent '{agent}' was started anew since: this process is the older one.", retry: false);
        if (state.Memory.Session is not null && state.Engine != register.Engine)
        {
            return Refuse(state, $"Agent '{agent}' is registered with another engine ('{state.Engine}'), whose session lives. "
                + "Stop that one, or give this one another name.", retry: true);
        }

        var same = register.Instance is not null && register.Instance == state.Instance;
        // Asked twice: the session that the first one opened may be in use already.
        if (same && state.Memory.Session is not null) return (state, None, new QueueReply.Registered(true, state.Epoch, state.Slots, null, false));
        var slots = SlotsOf(register.ConfiguredSlots, register.SlotCap);
        var next = state with
        {
            Epoch = state.Epoch + 1,
            Engine = register.Engine,
            Runtime = register.Runtime,
            Instance = register.Instance,
            InstanceSince = same ? state.InstanceSince : state.Epoch + 1,
            PastInstances = same || state.Instance is null ? state.PastInstances : [.. state.PastInstances.Add(state.Instance).TakeLast(MaxPastInstances)],
            Slots = slots,
            SlotCap = register.SlotCap,
            Memory = state.Memory with { Session = new() { RenewedAt = now }, LastSeen = now, Report = null, ReportedAt = null },
        };
        return (next, Save, new QueueReply.Registered(true, next.Epoch, slots, null, false));
    }

    private static (QueueState, Persistence, QueueReply) Refuse(QueueState state, string message, bool retry) =>
        (state, None, new QueueReply.Registered(false, 0, 0, message, retry));

    /// <summary>
    /// What the sender of an epoch is told: its session lives (also when it just ran out, so that exits are taken); it may register again, since only its own life has done so
    /// since; or another life has.
    /// </summary>
    public static SessionStatus StatusOf(QueueState state, long epoch)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (epoch == state.Epoch) return SessionStatus.Live;
        return epoch > state.Epoch || (state.Instance is not null && epoch >= state.InstanceSince) ? SessionStatus.Unknown : SessionStatus.Superseded;
    }

    private static (QueueState, Persistence, QueueReply) OnConfigure(QueueState state, int configured)
    {
        var slots = SlotsOf(configured, state.SlotCap);
        return slots == state.Slots || state.Epoch == 0 ? (state, None, Nothing) : (Pick(state with { Slots = slots }), Save, Nothing);
    }

    private static int SlotsOf(int configured, int? cap) => Math.Clamp(Math.Min(configured, cap ?? configured), 0, AgentProtocol.MaxSlots);
}
