using System.Diagnostics.Metrics;
using Actors.Contracts.Telemetry;
using Actors.Grains.Activities;
using Actors.Grains.Environments;
using Actors.Grains.Queues;

namespace Actors.Grains.Hosting;

/// <summary>What the controller plane of this process counts and measures: the meter <c>Actors.Controller</c>.</summary>
public static class ControllerMeter
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Actors.Controller";

    /// <summary>All instruments.</summary>
    public static IReadOnlyList<MetricInfo> All => [.. QueueMetrics.All, .. ActivityMetrics.All, .. RunMetrics.All];

    internal static readonly Meter Meter = new(MeterName);
}
