using System.Diagnostics.Metrics;
using Actors.Contracts.Activities;
using Actors.Contracts.Telemetry;
using Actors.Grains.Hosting;

namespace Actors.Grains.Agents;

/// <summary>What the agents of this process count and measure: the meter <c>Actors.Agents</c>.</summary>
public static class AgentMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Actors.Agents";

    /// <summary>Counter of workers that were found on an engine though nobody held them; tags <c>agent</c> and <c>found</c> (<c>start</c> of the agent, or a later <c>sweep</c>).</summary>
    public static readonly MetricInfo LeakedWorkers = new(MeterName, "actors.agent.leaked_workers", MetricKind.Counter, "{worker}",
        "Workers on an engine that no slot held and that the controller called over: found at the `start` of the agent, which is how workers that ended while it was away are collected, or by a later `sweep`, which should not happen.", "agent", "found");

    /// <summary>Histogram from asking an engine for a worker until it runs; tags <c>runtime</c> and <c>kind</c>.</summary>
    public static readonly MetricInfo StartDuration = new(MeterName, "actors.worker.start.duration", MetricKind.Histogram, "s",
        "Time from asking an engine for a worker until it runs.", "runtime", "kind");

    /// <summary>Histogram of polls as the agent sees them; tags <c>agent</c> and <c>outcome</c> (<c>answered</c> or <c>failed</c>).</summary>
    public static readonly MetricInfo PollDuration = new(MeterName, "actors.agent.poll.duration", MetricKind.Histogram, "s",
        "Time from sending a poll until its answer (`outcome` answered), or until it was given up (failed). A poll without news takes `Actors:PollWait`.", "agent", "outcome");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<MetricInfo> All { get; } = [PollDuration, LeakedWorkers, StartDuration];

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Leaked = Meter.CreateCounter<long>(LeakedWorkers.Name, LeakedWorkers.Unit, LeakedWorkers.Meaning);
    private static readonly Histogram<double> Start = Meter.CreateHistogram(StartDuration.Name, StartDuration.Unit, StartDuration.Meaning, advice: Buckets.Durations);
    private static readonly Histogram<double> Polls = Meter.CreateHistogram(PollDuration.Name, PollDuration.Unit, PollDuration.Meaning, advice: Buckets.Durations);

    internal static void Leak(string agent, bool atStart) => Leaked.Add(1, new("agent", agent), new("found", atStart ? "start" : "sweep"));

    internal static void Started(string runtime, WorkerKind kind, TimeSpan duration) =>
        Start.Record(duration.TotalSeconds, new("runtime", runtime), new("kind", kind.ToString()));

    internal static void Polled(string agent, bool answered, TimeSpan duration) =>
        Polls.Record(duration.TotalSeconds, new("agent", agent), new("outcome", answered ? "answered" : "failed"));
}
