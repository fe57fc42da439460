using System.Net;
using Actors.Silo.Hosting;

namespace Actors.Silo.Tests.Hosting;

/// <summary>A silo behind a proxy that terminates TLS.</summary>
public sealed class ProxyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-proxy-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("proxy", "https", HttpStatusCode.Redirect, true)]
    [InlineData("proxy", null, HttpStatusCode.Forbidden, false)]
    [InlineData("private", "https", HttpStatusCode.Forbidden, false)]
    public async Task Login_FromAnHttpsPage_CountsAsHttpsWhereAProxyIsAnnounced(string plainHttp, string? forwarded, HttpStatusCode status, bool secure)
    {
        var settings = SiloFixture.SettingsFor(Path.Combine(_folder.FullName, "data"));
        (settings["Actors:PlainHttp"], settings["Actors:AllowedHosts"]) = (plainHttp, "actors.example");
        await using var app = ActorsHost.Build(new(null, Exit: false, settings));
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        var token = (await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "data", "admin.token"), TestContext.Current.CancellationToken)).Trim();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{settings["Actors:Urls"]}/login?token={token}");
        request.Headers.Host = "actors.example";
        request.Headers.Add("Origin", "https://actors.example");
        if (forwarded is not null)
        {
            request.Headers.Add("X-Forwarded-Proto", forwarded);
        }

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(secure, answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Single().Contains("; secure", StringComparison.OrdinalIgnoreCase));
        await app.StopAsync(TestContext.Current.CancellationToken);
    }
}
