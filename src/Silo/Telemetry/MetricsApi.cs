using Actors.Silo.Security;

namespace Actors.Silo.Telemetry;

/// <summary>Metrics in the format of Prometheus.</summary>
public static class MetricsApi
{
    /// <summary>Path of the metrics.</summary>
    public const string Path = "/metrics";

    /// <summary>Maps <c>GET /metrics</c>: for the token of the metrics, and the administrator.</summary>
    /// <param name="app">Where to map.</param>
    public static void MapMetrics(this IEndpointRouteBuilder app) => app.MapPrometheusScrapingEndpoint(Path).RequireAuthorization(ActorsAuthentication.MetricsPolicy);
}
