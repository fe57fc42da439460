using System.Globalization;
using System.Runtime.CompilerServices;

namespace Actors.Simulation.Schedule;

/// <summary>Time, chance and transport of one simulated installation. Everything that happens is one of its actions, in an order that the seed decides.</summary>
public sealed class World(int seed, bool traced = false)
{
    private const int MaxSteps = 1_000_000;
    private const int OrderBits = 20;
    private static readonly DateTimeOffset Epoch = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What is to happen when, by its place in <see cref="_actions"/>: moving numbers about costs less than moving references.</summary>
    private readonly PriorityQueue<int, long> _agenda = new(512);
    private readonly List<Action?> _actions = new(512);
    private readonly Stack<int> _free = new(512);
    private readonly List<string>? _trace = traced ? [] : null;
    private readonly int[] _faults = new int[Enum.GetValues<Fault>().Length];
    private Odds? _odds;
    private long _micros;
    private long _order;

    public Dice Dice { get; } = new(seed);

    public DateTimeOffset Now => Epoch.AddTicks(_micros * TimeSpan.TicksPerMicrosecond);

    public TimeSpan Elapsed => TimeSpan.FromTicks(_micros * TimeSpan.TicksPerMicrosecond);

    /// <summary>While true, things go wrong as the seed's odds say.</summary>
    public bool Faulty { get; set; } = true;

    public int Steps { get; private set; }

    /// <summary>Changes with every step and its time: two runs of the same digest took the same steps.</summary>
    public ulong Digest { get; private set; } = 14695981039346656037;

    public bool IsTraced => _trace is not null;

    public IReadOnlyList<string> Trace => _trace ?? [];

    /// <summary>How often each fault happened, by its number.</summary>
    public IReadOnlyList<int> Faults => _faults;

    public Odds Odds => _odds ??= new(Dice);

    public bool Chance(double probability) => Dice.Chance(probability);

    /// <summary>Whether a fault happens here and now; none does once faults are off.</summary>
    public bool Happens(Fault fault)
    {
        if (!Faulty || Odds.Of(fault) is not (> 0 and var odds) || !Dice.Chance(odds)) return false;
        Count(fault);
        return true;
    }

    public void Count(Fault fault) => _faults[(int)fault]++;

    public TimeSpan Between(double from, double to) => TimeSpan.FromMicroseconds((long)(Dice.Between(from, to) * 1e6));

    public void After(TimeSpan delay, Action action)
    {
        if (!_free.TryPop(out var place))
        {
            place = _actions.Count;
            _actions.Add(null);
        }

        _actions[place] = action;
        _agenda.Enqueue(place, ((_micros + (delay.Ticks / TimeSpan.TicksPerMicrosecond)) << OrderBits) | (_order++ & ((1 << OrderBits) - 1)));
    }

    /// <summary>A short, random delay, so that the order of things that happen together is the seed's.</summary>
    public void Soon(Action action) => After(Between(0, 0.02), action);

    public void Note([InterpolatedStringHandlerArgument("")] ref TraceText text)
    {
        if (_trace is null) return;
        _trace.Add(string.Create(CultureInfo.InvariantCulture, $"{Elapsed.TotalSeconds,9:F3} {text.ToText()}"));
    }

    /// <summary>Runs until a condition holds; false: the time is over first.</summary>
    public bool RunUntil(Func<bool> condition, TimeSpan limit)
    {
        var end = limit.Ticks / TimeSpan.TicksPerMicrosecond;
        while (!condition())
        {
            if (!_agenda.TryPeek(out var place, out var at) || at >> OrderBits > end)
            {
                _micros = end;
                return condition();
            }

            _agenda.Dequeue();
            if (++Steps > MaxSteps) throw new PromiseBrokenException("I3", $"no end after {MaxSteps} steps");
            _micros = Math.Max(_micros, at >> OrderBits);
            Digest = unchecked((Digest ^ (ulong)at) * 1099511628211);
            var action = _actions[place]!;
            _actions[place] = null;
            _free.Push(place);
            action();
        }

        return true;
    }

    /// <summary>
    /// Carries a request to its target and the answer back; either may be lost, late or doubled. Exactly one of the continuations is called. A target that answers null has failed.
    /// </summary>
    public void Call<TReply>(Action<Action<TReply?>> deliver, Action<TReply> answered, Action failed, double timeout = 10)
        where TReply : class
    {
        var call = new SimCall<TReply>(this, deliver, answered, failed);
        After(TimeSpan.FromSeconds(timeout), call.TimeOut);
        if (Happens(Fault.RequestLost)) return;
        for (var copies = Happens(Fault.RequestDoubled) ? 2 : 1; copies > 0; copies--) After(Delay(), call.Deliver);
    }

    /// <summary>How long a message takes.</summary>
    public TimeSpan Delay() => Happens(Fault.MessageLate) ? Between(1, 30) : Between(0, 0.02);}
