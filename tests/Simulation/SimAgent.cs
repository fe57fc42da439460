using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Scheduling.Queues;

namespace Actors.Simulation;

/// <summary>An agent with its engine: registers, reconciles, polls, keeps slots. Its memory may be lost; the engine's workers live on.</summary>
public sealed class SimAgent
{
    private readonly Installation _installation;
    private readonly Dictionary<AttemptId, SimWorker> _engine = [];
    private readonly HashSet<AttemptId> _slots = [];
    private int _life;
    private long _epoch;
    private long _poll;
    private bool _up;

    public SimAgent(Installation installation, string key)
    {
        _installation = installation;
        Key = key;
        World.After(World.Between(0, 5), Start);
    }

    public string Key { get; }

    public int SlotsTaken => _slots.Count;

    public IEnumerable<SimWorker> Workers => _engine.Values;

    private World World => _installation.World;

    private SimQueue Queue => _installation.Queue(Key);

    public void Die()
    {
        if (!_up) return;
        World.Note($"DEATH {Key}");
        (_up, _life) = (false, _life + 1);
        _slots.Clear();
        World.After(World.Between(0.5, 60), Start);
    }

    private void Start()
    {
        if (_up) return;
        (_up, _life, _poll, _epoch) = (true, _life + 1, 0, 0);
        Register(_life);
    }

    private void Register(int life)
    {
        if (life != _life) return;
        var register = new QueueEvent.Register($"engine of {Key}", "process", [AgentProtocol.Version], null, Installation.Slots, $"{Key} {life}");
        // The connections of an agent that died are gone with it: what it sent last does not arrive after its successor's registration.
        World.Call<QueueReply>(reply => { if (life == _life) Queue.Actor.Receive(register, reply); }, reply =>
        {
            if (life != _life) return;
            var registered = (QueueReply.Registered)reply;
            if (!registered.Accepted) { Later(life, Register); return; }
            if (registered.Epoch == _epoch) { Later(life, Register); return; }
            (_epoch, _poll) = (registered.Epoch, 0);
            foreach (var attempt in _engine.Keys) _slots.Add(attempt);
            foreach (var ended in _engine.Values.Where(worker => !worker.IsAlive)) Exit(life, ended);
            Poll(life);
        }, () => Later(life, Register));
    }

    private void Poll(int life)
    {
        if (life != _life || !_up) return;
        var (epoch, number) = (_epoch, ++_poll);
        var poll = new QueueEvent.PollStarted(epoch, number, Installation.Slots - _slots.Count, [.. _slots]);
        World.Call<QueueReply.Poll>(reply => Queue.Poll(poll, reply), answer =>
        {
            if (life != _life || epoch != _epoch) return;
            Apply(life, number, answer);
        }, () => { if (life == _life && number == _poll) Poll(life); }, timeout: 15);
    }

    private void Apply(int life, long number, QueueReply.Poll answer)
    {
        if (answer.Session == SessionStatus.Superseded) throw new PromiseBrokenException("I5", $"{Key} is alone and was superseded");
        if (answer.Session == SessionStatus.Unknown)
        {
            if (number == _poll) Register(life);
            return;
        }

        foreach (var attempt in answer.Leases.Where(attempt => !_slots.Contains(attempt) && _slots.Count < Installation.Slots))
        {
            _slots.Add(attempt);
            World.After(World.Fault(0.02) ? World.Between(1, 30) : World.Between(0, 0.1), () => StartWorker(life, attempt));
        }

        foreach (var attempt in answer.Cancels.Where(_engine.ContainsKey)) _engine[attempt].Stop();
        foreach (var attempt in answer.Over) Remove(life, attempt, poll: false);
        if (number == _poll) World.Soon(() => { if (number == _poll) Poll(life); });
    }

    private void StartWorker(int life, AttemptId attempt)
    {
        if (life != _life || !_slots.Contains(attempt)) return;
        // The engine itself is the mutex: creating one that exists means recognising it.
        if (!_engine.TryGetValue(attempt, out var worker)) _engine[attempt] = worker = new(_installation, attempt, () => Watch(attempt));
        if (!worker.IsAlive) Exit(life, worker);
    }

    private void Watch(AttemptId attempt)
    {
        if (_up && _slots.Contains(attempt) && _engine.TryGetValue(attempt, out var worker)) Exit(_life, worker);
    }

    private void Exit(int life, SimWorker worker)
    {
        if (life != _life || !_engine.ContainsKey(worker.Attempt) || worker.IsAlive) return;
        var report = new ExitReport(Key, _epoch, worker.Attempt, $"worker {worker.Attempt}", worker.Reason, worker.ExitCode, null);
        World.Call<ExitResponse>(reply => Queue.Exit(report, reply), answer =>
        {
            if (life != _life) return;
            if (answer.Over) Remove(life, worker.Attempt, poll: true);
            else World.After(TimeSpan.FromSeconds(1), () => Exit(life, worker));
        }, () => World.After(TimeSpan.FromSeconds(1), () => Exit(life, worker)));
    }

    private void Remove(int life, AttemptId attempt, bool poll)
    {
        if (_engine.Remove(attempt, out var worker)) worker.Kill();
        if (_slots.Remove(attempt) && poll) Poll(life);
    }

    private void Later(int life, Action<int> action) => World.After(World.Between(0.5, 1.5), () => action(life));
}
