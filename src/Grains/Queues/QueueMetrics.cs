using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Actors.Contracts.Telemetry;
using Actors.Grains.Hosting;
using Actors.Scheduling.Queues;

namespace Actors.Grains.Queues;

/// <summary>What is measured of the agents' queues and sessions. Gauges show the queues that are active on this silo.</summary>
internal static class QueueMetrics
{
    public static readonly MetricInfo Depth = Gauge("actors.queue.depth", "{activity}",
        "Activities on offer to the agent. One that several agents may take is on offer to each.");

    public static readonly MetricInfo OldestAge = Gauge("actors.queue.oldest.age", "s", "How long the oldest activity on offer to the agent has been ready; 0 without any.");

    public static readonly MetricInfo SlotLimit = Gauge("actors.agent.slot.limit", "{slot}", "Worker slots of the agent.");

    public static readonly MetricInfo SlotUsage = Gauge("actors.agent.slot.usage", "{slot}", "Worker slots of the agent that hold an attempt.");

    public static readonly MetricInfo Online = Gauge("actors.agent.online", null, "1 while the agent has a session, else 0.");

    public static readonly MetricInfo Sessions = new(ControllerMeter.MeterName, "actors.agent.sessions", MetricKind.Counter, "{session}",
        "Sessions that the agent opened: one at each start, and one whenever its last one ran out.", "agent");

    public static readonly MetricInfo PollDuration = new(ControllerMeter.MeterName, "actors.queue.poll.duration", MetricKind.Histogram, "s",
        "Time that the controller took to answer a poll, waiting for work included.", "agent");

    private static readonly ConcurrentDictionary<Watched, bool> Queues = new();
    private static readonly Counter<long> Opened = ControllerMeter.Meter.CreateCounter<long>(Sessions.Name, Sessions.Unit, Sessions.Meaning);
    private static readonly Histogram<double> Polls = ControllerMeter.Meter.CreateHistogram(PollDuration.Name, PollDuration.Unit, PollDuration.Meaning, advice: Buckets.Durations);

    static QueueMetrics()
    {
        Observe(Depth, static queue => queue.State.Memory.Offers.Count);
        Observe(OldestAge, static queue => queue.OldestAge.TotalSeconds);
        Observe(SlotLimit, static queue => queue.State.Slots);
        Observe(SlotUsage, static queue => queue.State.Memory.Held.Count);
        Observe(Online, static queue => queue.State.Memory is { Session: not null, LastSeen: not null } ? 1 : 0);
    }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<MetricInfo> All => [Depth, OldestAge, SlotLimit, SlotUsage, Online, Sessions, PollDuration];

    /// <summary>Shows a queue in the gauges until it is disposed.</summary>
    /// <param name="agent">Key of the agent.</param>
    /// <param name="state">The queue's state; asked from any thread.</param>
    /// <param name="clock">The clock.</param>
    public static IDisposable Watch(string agent, Func<QueueState> state, TimeProvider clock)
    {
        var queue = new Watched(agent, state, clock);
        Queues[queue] = true;
        return queue;
    }

    public static void Registered(string agent) => Opened.Add(1, new KeyValuePair<string, object?>("agent", agent));

    public static void Polled(string agent, TimeSpan duration) => Polls.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("agent", agent));

    private static MetricInfo Gauge(string name, string? unit, string meaning) => new(ControllerMeter.MeterName, name, MetricKind.Gauge, unit, meaning, "agent");

    private static void Observe(MetricInfo info, Func<Watched, double> value) => ControllerMeter.Meter.CreateObservableGauge(
        info.Name, () => Queues.Keys.Select(queue => new Measurement<double>(value(queue), new KeyValuePair<string, object?>("agent", queue.Agent))).ToList(), info.Unit, info.Meaning);

    private sealed class Watched(string agent, Func<QueueState> state, TimeProvider clock) : IDisposable
    {
        public string Agent => agent;

        public QueueState State => state();

        public TimeSpan OldestAge
        {
            get
            {
                var offers = State.Memory.Offers;
                var age = offers.IsEmpty ? TimeSpan.Zero : clock.GetUtcNow() - offers.Values.Min(offer => offer.QueuedAt);
                return age > TimeSpan.Zero ? age : TimeSpan.Zero;
            }
        }

        public void Dispose() => Queues.TryRemove(this, out _);
    }
}
