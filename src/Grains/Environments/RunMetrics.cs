using System.Diagnostics.Metrics;
using Actors.Contracts.Telemetry;
using Actors.Grains.Hosting;
using Actors.Scheduling.Runs;

namespace Actors.Grains.Environments;

/// <summary>What is measured of runs.</summary>
internal static class RunMetrics
{
    public static readonly MetricInfo Runs = new(ControllerMeter.MeterName, "actors.runs", MetricKind.Counter, "{run}",
        "Runs that ended, by `kind` (deploy, destroy, forcedestroy, plan) and `outcome` (succeeded, failed, cancelled). A run that is retried ends again.", "kind", "outcome");

    public static readonly MetricInfo RunDuration = new(ControllerMeter.MeterName, "actors.run.duration", MetricKind.Histogram, "s",
        "Time from the start of a run until it ended.", "kind", "outcome");

    private static readonly Counter<long> Ended = ControllerMeter.Meter.CreateCounter<long>(Runs.Name, Runs.Unit, Runs.Meaning);
    private static readonly Histogram<double> Durations = ControllerMeter.Meter.CreateHistogram(RunDuration.Name, RunDuration.Unit, RunDuration.Meaning, advice: Buckets.Durations);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<MetricInfo> All => [Runs, RunDuration];

    /// <summary>A run ended.</summary>
    public static void Over(RunRecord run)
    {
        KeyValuePair<string, object?> kind = new("kind", run.Kind.ToString().ToLowerInvariant()), outcome = new("outcome", run.Status.ToString().ToLowerInvariant());
        Ended.Add(1, kind, outcome);
        Durations.Record(((run.FinishedAt ?? run.StartedAt) - run.StartedAt).TotalSeconds, kind, outcome);
    }
}
