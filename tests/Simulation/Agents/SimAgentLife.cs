using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;
using Actors.Scheduling.Agents;
using Actors.Scheduling.Queues;

namespace Actors.Simulation.Agents;

/// <summary>One process of an agent: the real session and the real slots, around them what the agent's grains do. Its memory is gone with it.</summary>
public sealed partial class SimAgentLife
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PollWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);
    private const int MaxOpenPolls = 2;

    private readonly Installation _installation;
    private readonly SimAgent _agent;
    private readonly string _name;
    private readonly SortedDictionary<int, SimSlot> _slots = [];
    private AgentSession _session = AgentSession.New;
    private RemovedWorkers _freed = RemovedWorkers.None;
    private bool _looked;
    private bool _slotFreed;
    private bool _restPlanned;
    private int _open;

    public SimAgentLife(Installation installation, SimAgent agent, string name)
    {
        (_installation, _agent, _name) = (installation, agent, name);
        Process = new(installation.World);
    }

    public SimProcess Process { get; }

    public int SlotsTaken => _session.Slots.Count;

    /// <summary>Another life has its place for ever: somebody has to start it anew.</summary>
    public bool IsSuperseded => _session is { Phase: AgentPhase.Superseded } or { Phase: AgentPhase.Refused, RefusalMayPass: false };

    public World World => _installation.World;

    public SimEngine Engine => _agent.Engine;

    public string Key => _agent.Key;

    public long Epoch => _session.Epoch;

    private SimQueue Queue => _installation.Queue(Key);

    public void Begin()
    {
        Register();
        World.After(TimeSpan.FromSeconds(30), KeepLooking);
    }

    public override string ToString() => _name;

    /// <summary>One of its slots forgets what it holds.</summary>
    public void LoseSlot()
    {
        if (_slots.Count > 0) _slots.Values.ElementAt(World.Dice.Next(_slots.Count)).Lose();
    }

    /// <summary>Its silo is about to stop: it takes nothing more, and stops its workers.</summary>
    public void Leave() => Process.Run(() =>
    {
        _session = _session.Leave();
        foreach (var (slot, attempt) in _session.Slots) Slot(slot).Stop(Epoch, attempt, ReasonCode.AgentLost);
    });

    /// <summary>A request that ends with its process: neither it nor its answer arrives after that.</summary>
    public void Call<TReply>(Action<Action<TReply?>> deliver, Action<TReply> answered, Action failed, double timeout = 10)
        where TReply : class =>
        World.Call<TReply>(reply => { if (Process.IsAlive) deliver(reply); }, reply => Process.Run(() => answered(reply)), () => Process.Run(failed), timeout);

    public void Exit(ExitReport report, Action<ExitResponse> answered, Action failed) =>
        Call<ExitResponse>(reply => Queue.Exit(report, reply), answered, failed);

    /// <summary>A slot is free again.</summary>
    public void SlotFreed(int slot, AttemptId attempt)
    {
        var next = _session.Freed(slot, attempt);
        if (next == _session) return;
        _session = next;
        _freed = _freed.Add(attempt, World.Elapsed);
        _slotFreed = true;
        KeepPolling();
    }

    private void Register()
    {
        if (_session.Phase is AgentPhase.Superseded or AgentPhase.Live) return;
        var sentAt = World.Elapsed;
        var register = new QueueEvent.Register($"engine of {Key}", "process", [AgentProtocol.Version], null, _installation.Scenario.Slots, _name);
        Call<QueueReply>(reply => Queue.Actor.Receive(register, reply), reply => Registered((QueueReply.Registered)reply, sentAt), () => Later(Register));
    }

    private void Registered(QueueReply.Registered reply, TimeSpan sentAt)
    {
        _session = _session.Registered(new()
        {
            Accepted = reply.Accepted, Refusal = reply.Refusal, Retry = reply.Retry, Epoch = reply.Epoch, Installation = "installation", Protocol = AgentProtocol.Version,
            Slots = reply.Slots, Lease = Lease, PollWait = PollWait,
        }, sentAt);
        World.Note($"{_name} is {_session.Phase} in epoch {_session.Epoch}");
        if (_session.Phase != AgentPhase.Live) Later(Register);
        else FirstLook();
    }

    private void FirstLook()
    {
        if (_session.Phase != AgentPhase.Live) { Register(); return; }
        Look(KeepPolling, () => Later(FirstLook));
    }

    private void KeepPolling()
    {
        if (!Process.IsAlive || _session.Phase != AgentPhase.Live || !_looked) return;
        if (_open > 0 && (!_slotFreed || _open >= MaxOpenPolls)) return;
        _slotFreed = false;
        _open++;
        var (next, request) = _session.NextPoll(Key);
        _session = next;
        var sentAt = World.Elapsed;
        Call<PollResponse>(reply => Queue.Poll(request, reply), response => Answered(request, response, sentAt), () =>
        {
            _open--;
            Later(KeepPolling);
        }, timeout: 15);
    }

    private void Answered(PollRequest request, PollResponse response, TimeSpan sentAt)
    {
        _open--;
        var before = _session;
        var answer = before.Answered(request, response, sentAt, World.Elapsed);
        _session = answer.Session;
        _installation.Promises.OnSlots(Key, before.Slots.Count, _session.Slots.Count, _installation.Scenario.Slots);
        foreach (var order in answer.Orders) Tell(order);
        if (_session.Phase == AgentPhase.Unregistered) { Register(); return; }
        if (answer.News || _slotFreed || World.Elapsed - sentAt >= Pace) KeepPolling();
        else if (_open == 0 && !_restPlanned) Rest();
    }

    private void Rest()
    {
        _restPlanned = true;
        World.After(Pace, () =>
        {
            _restPlanned = false;
            Process.Run(KeepPolling);
        });
    }

    private void Tell(AgentOrder order) => World.Soon(() => Process.Run(() =>
    {
        var slot = Slot(order.Slot);
        Heard(order.Slot, order.Attempt, order.Kind switch
        {
            AgentOrderKind.Start => slot.Start(Epoch, order.Lease!, order.StartWithin),
            AgentOrderKind.Cancel => slot.Stop(Epoch, order.Attempt, ReasonCode.Cancelled),
            _ => slot.End(Epoch, order.Attempt),
        });
    }));

    private void Heard(int slot, AttemptId attempt, bool occupied)
    {
        if (!occupied) SlotFreed(slot, attempt);
    }

    private SimSlot Slot(int number)
    {
        if (!_slots.TryGetValue(number, out var slot)) _slots[number] = slot = new(this, number);
        return slot;
    }

    private void Later(Action action) => World.After(World.Between(0.5, 1.5), () => Process.Run(action));
}
