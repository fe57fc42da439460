using System.Text;
using Actors.Contracts.Telemetry;
using Actors.Grains.Agents;
using Actors.Grains.Hosting;
using Actors.Storage;

namespace Actors.Silo.Telemetry;

/// <summary>The metrics of the product, and where the others come from that go with them.</summary>
public static class ProductMetrics
{
    /// <summary>All instruments of the product.</summary>
    public static IReadOnlyList<MetricInfo> All => [.. ControllerMeter.All, .. AgentMetrics.All, .. StorageMetrics.All];

    /// <summary>Meters that a silo exports: the product's, those of Orleans, of HTTP and of the runtime.</summary>
    public static IReadOnlyList<string> Meters =>
        [ControllerMeter.MeterName, AgentMetrics.MeterName, StorageMetrics.MeterName, "Microsoft.Orleans", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    /// <summary>The table of the documentation.</summary>
    /// <returns>Markdown.</returns>
    public static string ToMarkdown()
    {
        var text = new StringBuilder("| instrument | in Prometheus | unit | tags | meaning |\n|---|---|---|---|---|\n");
        foreach (var metric in All)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture,
                $"| `{metric.Name}` ({metric.Kind.ToString().ToLowerInvariant()}) | `{InPrometheus(metric)}` | {metric.Unit?.Trim('{', '}') ?? "–"} | {string.Join(", ", metric.Tags.Select(tag => $"`{tag}`"))} | {metric.Meaning} |\n");
        }

        return text.ToString();
    }

    /// <summary>The name under which Prometheus finds an instrument; of a histogram it is the beginning, before <c>_bucket</c>, <c>_sum</c> and <c>_count</c>.</summary>
    /// <param name="metric">The instrument.</param>
    /// <returns>The name.</returns>
    public static string InPrometheus(MetricInfo metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return metric.Name.Replace('.', '_') + (metric.Unit == "s" ? "_seconds" : "") + (metric.Kind == MetricKind.Counter ? "_total" : "");
    }
}
