using System.Diagnostics.Metrics;
using Actors.Contracts.Telemetry;
using Actors.Silo.Telemetry;

namespace Actors.Silo.Tests.Telemetry;

[Collection<SiloCollection>]
public sealed class ProductMetricsTests(SiloFixture silo)
{
    [Fact]
    public void Documentation_TableOfMetrics_IsThatOfTheCode()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Actors.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Actors.sln is not above the tests.");
        }

        var page = File.ReadAllText(Path.Combine(folder.FullName, "docs", "observability.md")).ReplaceLineEndings("\n");

        Assert.True(page.Contains(ProductMetrics.ToMarkdown(), StringComparison.Ordinal), $"docs/observability.md does not hold:\n{ProductMetrics.ToMarkdown()}");
    }

    [Fact]
    public void Instruments_OfTheMeters_AreThoseOfTheTable()
    {
        Assert.NotNull(silo.App);
        foreach (var type in ProductMetrics.All.Select(metric => metric.Meter).Distinct().Select(TypeOf).SelectMany(type => type.Assembly.GetTypes()).Where(type => type.Name.EndsWith("Metrics", StringComparison.Ordinal)))
        {
            System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }

        var found = new List<(string Meter, string Name, string? Unit, string? Meaning, MetricKind Kind)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name.StartsWith("Actors.", StringComparison.Ordinal))
                {
                    found.Add((instrument.Meter.Name, instrument.Name, instrument.Unit, instrument.Description, KindOf(instrument)));
                }
            },
        };
        listener.Start();

        Assert.Equal(
            ProductMetrics.All.Select(metric => (metric.Meter, metric.Name, metric.Unit, (string?)metric.Meaning, metric.Kind)).OrderBy(metric => metric.Name, StringComparer.Ordinal),
            found.OrderBy(metric => metric.Name, StringComparer.Ordinal));
        Assert.All(ProductMetrics.All, metric => Assert.NotEmpty(metric.Tags));
    }

    private static Type TypeOf(string meter) => meter switch
    {
        Grains.Hosting.ControllerMeter.MeterName => typeof(Grains.Hosting.ControllerMeter),
        Grains.Agents.AgentMetrics.MeterName => typeof(Grains.Agents.AgentMetrics),
        _ => typeof(Actors.Storage.StorageMetrics),
    };

    private static MetricKind KindOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Counter" => MetricKind.Counter,
        "Histogram" => MetricKind.Histogram,
        "ObservableGauge" => MetricKind.Gauge,
        var other => throw new NotSupportedException($"{instrument.Name} is a {other}."),
    };
}
