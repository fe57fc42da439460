using System.Diagnostics.Metrics;

namespace Actors.Grains.Hosting;

/// <summary>Bounds of histograms: those that an exporter takes without advice are made for milliseconds.</summary>
internal static class Buckets
{
    /// <summary>For waits and work, in seconds: from 5 ms to an hour.</summary>
    public static readonly InstrumentAdvice<double> Durations = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600],
    };
}
