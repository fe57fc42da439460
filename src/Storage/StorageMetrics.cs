using System.Diagnostics.Metrics;
using Actors.Contracts.Telemetry;

namespace Actors.Storage;

/// <summary>What the store of this process counts and measures: the meter <c>Actors.Storage</c>.</summary>
public static class StorageMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Actors.Storage";

    /// <summary>Value of the tag <c>store</c> of the embedded store.</summary>
    internal const string Sqlite = "sqlite";

    /// <summary>Value of the tag <c>store</c> of the cluster's store.</summary>
    internal const string PostgreSql = "postgresql";

    private static readonly MetricInfo Writes = new(MeterName, "actors.storage.state.writes", MetricKind.Counter, "{write}",
        "Writes of grain states, by `outcome`: written, conflict (another activation had written), failed.", "store", "outcome");

    private static readonly MetricInfo WriteDuration = new(MeterName, "actors.storage.state.write.duration", MetricKind.Histogram, "s",
        "Time until a grain state was on the disk, its wait for the writer included.", "store");

    private static readonly MetricInfo CommitSize = new(MeterName, "actors.storage.commit.size", MetricKind.Histogram, "{write}",
        "Writes that shared a commit: of every kind on SQLite, of grain states on PostgreSQL.", "store");

    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] };
    private static readonly InstrumentAdvice<int> Sizes = new() { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500] };
    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Counter = Meter.CreateCounter<long>(Writes.Name, Writes.Unit, Writes.Meaning);
    private static readonly Histogram<double> Durations = Meter.CreateHistogram(WriteDuration.Name, WriteDuration.Unit, WriteDuration.Meaning, advice: Seconds);
    private static readonly Histogram<int> Commits = Meter.CreateHistogram(CommitSize.Name, CommitSize.Unit, CommitSize.Meaning, advice: Sizes);

    /// <summary>All instruments.</summary>
    public static IReadOnlyList<MetricInfo> All => [Writes, WriteDuration, CommitSize];

    internal static void Wrote(string store, string outcome, TimeSpan duration)
    {
        Counter.Add(1, new("store", store), new("outcome", outcome));
        Durations.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("store", store));
    }

    internal static void Committed(string store, int writes) => Commits.Record(writes, new KeyValuePair<string, object?>("store", store));
}
