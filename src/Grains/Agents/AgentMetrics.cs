using System.Diagnostics.Metrics;
using Actors.Contracts.Activities;

namespace Actors.Grains.Agents;

/// <summary>What the agents of this process count and measure: the meter <c>Actors.Agents</c>.</summary>
public static class AgentMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Actors.Agents";

    /// <summary>Counter of workers that were found on an engine though nobody held them; tags <c>agent</c> and <c>found</c> (<c>start</c> of the agent, or a later <c>sweep</c>).</summary>
    public const string LeakedWorkers = "actors.agent.leaked_workers";

    /// <summary>Histogram, in seconds, from asking an engine for a worker until it runs; tags <c>runtime</c> and <c>kind</c>.</summary>
    public const string StartDuration = "actors.worker.start.duration";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Leaked = Meter.CreateCounter<long>(LeakedWorkers, "{worker}", "Workers on an engine that no slot held and that the controller called over.");
    private static readonly Histogram<double> Start = Meter.CreateHistogram<double>(StartDuration, "s", "Time from asking an engine for a worker until it runs.");

    internal static void Leak(string agent, bool atStart) => Leaked.Add(1, new("agent", agent), new("found", atStart ? "start" : "sweep"));

    internal static void Started(string runtime, WorkerKind kind, TimeSpan duration) =>
        Start.Record(duration.TotalSeconds, new("runtime", runtime), new("kind", kind.ToString()));
}
