using System.Net;

namespace Actors.Silo.Tests.Telemetry;

[Collection<SiloCollection>]
public sealed class MetricsApiTests(SiloFixture silo)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string MetricsToken => File.ReadAllText(Path.Combine(silo.Settings["Actors:Data"]!, Silo.Security.MetricsToken.FileName)).Trim();

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    [InlineData("ag.wrong")]
    public async Task Get_WithoutAValidToken_Answers401(string? token) => Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(token, "/metrics"));

    [Fact]
    public async Task Get_WithTheAdministratorsToken_ShowsMetricsInTheFormatOfPrometheus()
    {
        using var client = silo.Admin();
        using var answer = await client.GetAsync(new Uri("/metrics", UriKind.Relative), Cancelled);

        Assert.Equal(("text/plain", HttpStatusCode.OK), (answer.Content.Headers.ContentType?.MediaType, answer.StatusCode));
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.All(["# TYPE orleans_", "# TYPE dotnet_", "# TYPE target_info", "service_name=\"actors\""], part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/metrics", HttpStatusCode.OK)]
    [InlineData("/apis", HttpStatusCode.Forbidden)]
    [InlineData("/dashboard/", HttpStatusCode.Forbidden)]
    [InlineData("/nothing/here", HttpStatusCode.Forbidden)]
    public async Task MetricsToken_OpensTheMetricsAndNothingElse(string path, HttpStatusCode expected) => Assert.Equal(expected, await StatusAsync(MetricsToken, path));

    [Fact]
    public async Task MetricsToken_AtTheAgentsAndTheWorkersEndpoints_IsRefused()
    {
        using var agents = silo.Client(MetricsToken);
        using var workers = silo.Client(MetricsToken, silo.WorkerServer);
        using var poll = await agents.PostAsync(new Uri("/agents/v1/poll", UriKind.Relative), new StringContent("{}", null, "application/json"), Cancelled);
        using var metrics = await workers.GetAsync(new Uri("/metrics", UriKind.Relative), Cancelled);
        using var beat = await workers.PostAsync(new Uri("/workers/v1/heartbeat", UriKind.Relative), null, Cancelled);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.NotFound, HttpStatusCode.Unauthorized), (poll.StatusCode, metrics.StatusCode, beat.StatusCode));
    }

    [Fact]
    public void MetricsToken_IsForItsOwnerOnly() =>
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(silo.Settings["Actors:Data"]!, Silo.Security.MetricsToken.FileName)));

    private async Task<HttpStatusCode> StatusAsync(string? token, string path)
    {
        using var client = silo.Client(token);
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Cancelled);
        return answer.StatusCode;
    }
}
