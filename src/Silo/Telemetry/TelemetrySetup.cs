using Actors.Grains.Hosting;
using Actors.Silo.Configuration;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Actors.Silo.Telemetry;

/// <summary>Puts together what is measured and traced, and where it goes.</summary>
public static class TelemetrySetup
{
    private const string DefaultService = "actors";
    private const string ServiceName = "OTEL_SERVICE_NAME";
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string TracesEndpoint = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    private const string MetricsEndpoint = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string Disabled = "OTEL_SDK_DISABLED";

    /// <summary>Requests that come again and again whatever happens; the login address holds a token besides, and the worker's session is a span of its activity.</summary>
    private static readonly PathString[] Quiet =
        ["/healthz", "/readyz", MetricsApi.Path, "/login", "/dashboard", "/agents/v1/poll", "/workers/v1/session", "/workers/v1/heartbeat", "/workers/v1/log"];

    /// <summary>Adds OpenTelemetry: metrics for Prometheus always, metrics and traces by OTLP when an endpoint is named.</summary>
    /// <param name="builder">The host's builder.</param>
    /// <param name="options">The settings.</param>
    public static void AddTelemetry(this WebApplicationBuilder builder, ActorsOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        var configuration = builder.Configuration;
        configuration.AddInMemoryCollection(Standard(options.Otlp));
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                configuration[ServiceName] is { Length: > 0 } name ? name : DefaultService,
                serviceVersion: typeof(TelemetrySetup).Assembly.GetName().Version?.ToString(3),
                serviceInstanceId: $"{Environment.MachineName}:{options.SiloPort}"))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter([.. ProductMetrics.Meters]).AddPrometheusExporter();
                if (IsNamed(configuration, Endpoint, MetricsEndpoint))
                {
                    metrics.AddOtlpExporter();
                }
            });
        if (ExportsTraces(configuration))
        {
            var sampler = Sampling.Of(configuration);
            telemetry.WithTracing(traces => traces
                .AddSource(Tracing.ControllerSource, Tracing.AgentSource, "Microsoft.Orleans.Application", "Microsoft.Orleans.Lifecycle", "Microsoft.Orleans.Storage")
                .AddAspNetCoreInstrumentation(web => web.Filter = context => !Array.Exists(Quiet, path => context.Request.Path.StartsWithSegments(path)))
                .SetSampler(sampler)
                .AddOtlpExporter());
        }
    }

    /// <summary>Whether traces go anywhere.</summary>
    /// <param name="configuration">The configuration, which has the environment.</param>
    /// <returns>Whether an endpoint is named for them.</returns>
    public static bool ExportsTraces(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return IsNamed(configuration, Endpoint, TracesEndpoint);
    }

    private static bool IsNamed(IConfiguration configuration, params string[] names) =>
        !string.Equals(configuration[Disabled], "true", StringComparison.OrdinalIgnoreCase) && Array.Exists(names, name => !string.IsNullOrEmpty(configuration[name]));

    /// <summary>The settings as the standard variables, which the exporters read from the configuration.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> Standard(OtlpSettings otlp)
    {
        if (!string.IsNullOrEmpty(otlp.Endpoint))
        {
            yield return new(Endpoint, otlp.Endpoint);
        }

        if (!string.IsNullOrEmpty(otlp.Protocol))
        {
            yield return new(Protocol, otlp.Protocol);
        }
    }
}
