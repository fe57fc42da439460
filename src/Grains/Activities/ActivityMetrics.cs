using System.Diagnostics.Metrics;
using Actors.Contracts.Activities;
using Actors.Contracts.Telemetry;
using Actors.Grains.Hosting;
using Actors.Scheduling.Activities;

namespace Actors.Grains.Activities;

/// <summary>What is measured of activities and their attempts.</summary>
internal static class ActivityMetrics
{
    /// <summary>Value of the tag <c>reason</c> of an attempt that succeeded; of others it is their <see cref="ReasonCode"/>.</summary>
    public const string Succeeded = "succeeded";

    public static readonly MetricInfo ScheduleToStart = new(ControllerMeter.MeterName, "actors.activity.schedule_to_start.duration", MetricKind.Histogram, "s",
        "Time from an activity becoming ready until the agent got its attempt; for a further attempt from the end of the one before, back-off included.", "agent", "kind");

    public static readonly MetricInfo Attempts = new(ControllerMeter.MeterName, "actors.activity.attempts", MetricKind.Counter, "{attempt}",
        "Attempts that are over, by reason: `succeeded`, or the reason code of the activity.", "agent", "kind", "reason");

    public static readonly MetricInfo AttemptDuration = new(ControllerMeter.MeterName, "actors.activity.attempt.duration", MetricKind.Histogram, "s",
        "Time from handing an attempt out until it was over.", "kind");

    private static readonly Histogram<double> Waits = ControllerMeter.Meter.CreateHistogram(ScheduleToStart.Name, ScheduleToStart.Unit, ScheduleToStart.Meaning, advice: Buckets.Durations);
    private static readonly Counter<long> Ended = ControllerMeter.Meter.CreateCounter<long>(Attempts.Name, Attempts.Unit, Attempts.Meaning);
    private static readonly Histogram<double> Durations = ControllerMeter.Meter.CreateHistogram(AttemptDuration.Name, AttemptDuration.Unit, AttemptDuration.Meaning, advice: Buckets.Durations);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<MetricInfo> All => [ScheduleToStart, Attempts, AttemptDuration];

    /// <summary>An attempt was handed out.</summary>
    public static void Leased(string agent, WorkerKind kind, TimeSpan wait) => Waits.Record(wait.TotalSeconds, new("agent", agent), new("kind", kind.ToString()));

    /// <summary>An attempt is over.</summary>
    public static void Over(WorkerKind kind, AttemptRecord attempt)
    {
        var (type, reason) = (kind.ToString(), attempt.Reason == ReasonCode.None ? Succeeded : attempt.Reason.ToString());
        Ended.Add(1, new("agent", attempt.Agent), new("kind", type), new("reason", reason));
        if (attempt.LeasedAt is { } leased)
        {
            Durations.Record((attempt.FinishedAt - leased).TotalSeconds, new KeyValuePair<string, object?>("kind", type));
        }
    }
}
