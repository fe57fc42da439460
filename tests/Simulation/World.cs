using System.Globalization;

namespace Actors.Simulation;

/// <summary>Time, chance and transport of one simulated installation. Everything that happens is one of its actions, in an order that the seed decides.</summary>
public sealed class World(int seed)
{
    private const int MaxSteps = 400_000;
    private const int TraceLength = 400;
    private static readonly DateTimeOffset Epoch = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<Action, (long Time, long Order)> _actions = new();
    private readonly Queue<(TimeSpan At, string Text)> _trace = new();
    private long _ticks;
    private long _order;

    public Random Random { get; } = new(seed);

    public DateTimeOffset Now => Epoch.AddTicks(_ticks);

    public TimeSpan Elapsed => TimeSpan.FromTicks(_ticks);

    /// <summary>While true, actors crash, messages are lost, late or doubled, workers and agents die.</summary>
    public bool Faulty { get; set; } = true;

    public int Steps { get; private set; }

    public Action? AfterEachStep { get; set; }

    public IEnumerable<string> Trace => _trace.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.At.TotalSeconds,9:F3} {line.Text}"));

    public bool Chance(double probability) => Random.NextDouble() < probability;

    /// <summary>Chance of a fault; none once faults are off.</summary>
    public bool Fault(double probability) => Faulty && Chance(probability);

    public TimeSpan Between(double from, double to) => TimeSpan.FromSeconds(from + (Random.NextDouble() * (to - from)));

    public void After(TimeSpan delay, Action action) => _actions.Enqueue(action, (_ticks + delay.Ticks, _order++));

    /// <summary>A short, random delay, so that the order of things that happen together is the seed's.</summary>
    public void Soon(Action action) => After(Between(0, 0.02), action);

    public void Note(string text)
    {
        if (_trace.Count == TraceLength) _trace.Dequeue();
        _trace.Enqueue((Elapsed, text));
    }

    /// <summary>Runs until a condition holds; false: the time is over first.</summary>
    public bool RunUntil(Func<bool> condition, TimeSpan limit)
    {
        while (!condition())
        {
            if (!_actions.TryDequeue(out var action, out var at) || at.Time > limit.Ticks) return condition();
            if (++Steps > MaxSteps) throw new PromiseBrokenException("I3", $"no end after {MaxSteps} steps");
            _ticks = Math.Max(_ticks, at.Time);
            action();
            AfterEachStep?.Invoke();
        }

        return true;
    }

    /// <summary>
    /// Carries a request to its target and the answer back; either may be lost, late or doubled. Exactly one of the continuations is called.
    /// </summary>
    public void Call<TReply>(Action<Action<TReply>> deliver, Action<TReply> answered, Action failed, double timeout = 10)
    {
        var open = true;
        After(TimeSpan.FromSeconds(timeout), () => Close(failed));
        var copies = Fault(0.01) ? 0 : Fault(0.02) ? 2 : 1;
        for (var i = 0; i < copies; i++) After(Delay(), () => deliver(Reply));

        void Reply(TReply reply)
        {
            if (!Fault(0.01)) After(Delay(), () => Close(() => answered(reply)));
        }

        void Close(Action continuation)
        {
            if (!open) return;
            open = false;
            continuation();
        }
    }

    private TimeSpan Delay() => Fault(0.01) ? Between(1, 30) : Between(0, 0.02);
}
