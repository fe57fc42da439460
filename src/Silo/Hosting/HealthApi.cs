using Actors.Contracts.Api;
using Actors.Contracts.Storage;
using Orleans.Runtime;

namespace Actors.Silo.Hosting;

/// <summary>Health, open to everybody, and who answers here, for those with a token.</summary>
public static class HealthApi
{
    /// <summary>Maps <c>/healthz</c> (the process answers) and <c>/readyz</c> (the silo takes part in the cluster, and does not end).</summary>
    /// <param name="app">Where to map.</param>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapGet("/healthz", () => Results.Text("ok")).AllowAnonymous();
        app.MapGet("/readyz", (ISiloStatusOracle silos, StopSignals stop, IHostApplicationLifetime life) =>
            stop.Requested.IsCancellationRequested || life.ApplicationStopping.IsCancellationRequested ? NotReady("the silo is draining")
            : silos.CurrentStatus == SiloStatus.Active ? Results.Text("ok")
            : NotReady($"the silo is {silos.CurrentStatus}")).AllowAnonymous();
    }

    /// <summary>Maps <c>GET /apis</c>.</summary>
    /// <param name="app">Where to map.</param>
    public static void MapServerInfo(this IEndpointRouteBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapGet("/apis", async (IInstallationStore installations, CancellationToken cancellationToken) => Results.Json(
            new ServerInfo("actors", typeof(HealthApi).Assembly.GetName().Version?.ToString(3) ?? "", (await installations.GetOrCreateAsync(cancellationToken)).Id),
            ApiJson.Default.Options));
    }

    private static IResult NotReady(string why) => Results.Text(why, statusCode: StatusCodes.Status503ServiceUnavailable);
}
