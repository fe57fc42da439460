using Actors.Silo.Configuration;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Actors.Silo.Telemetry;

/// <summary>Puts together what is measured and where it goes.</summary>
public static class TelemetrySetup
{
    private const string ServiceName = "OTEL_SERVICE_NAME";
    private const string DefaultService = "actors";

    /// <summary>Adds OpenTelemetry: metrics for Prometheus always, metrics and traces by OTLP when an endpoint is named.</summary>
    /// <param name="builder">The host's builder.</param>
    /// <param name="options">The settings.</param>
    public static void AddTelemetry(this WebApplicationBuilder builder, ActorsOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                builder.Configuration[ServiceName] ?? DefaultService,
                serviceVersion: typeof(TelemetrySetup).Assembly.GetName().Version?.ToString(3),
                serviceInstanceId: $"{Environment.MachineName}:{options.SiloPort}"))
            .WithMetrics(metrics => metrics.AddMeter([.. ProductMetrics.Meters]).AddPrometheusExporter());
    }
}
