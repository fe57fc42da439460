using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Silo.Tests.Security;

[Collection<SiloCollection>]
public sealed class EndpointSecurityTests(SiloFixture silo)
{
    private static readonly string[] Open = ["/healthz", "/readyz"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryEndpoint_WithoutToken_Answers401OrDoesNotExist()
    {
        var endpoints = silo.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        Assert.True(endpoints.Count > 30, $"only {endpoints.Count} endpoints were found");
        foreach (var (server, workers) in new[] { (silo.Server, false), (silo.WorkerServer, true) })
        {
            using var client = silo.Client(server: server);
            foreach (var endpoint in endpoints)
            {
                var path = PathOf(endpoint.RoutePattern);
                foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
                {
                    using var request = new HttpRequestMessage(new(method), path);
                    request.Content = path == "/workers/v1/session" ? new StringContent("""{"ticket":"at.eA.1.eA.eA","nonce":"eA","protocol":1}""") : null;
                    using var response = await client.SendAsync(request, Cancellation);
                    var known = Open.Contains(path) && !workers;
                    var belongs = path.StartsWith("/workers/", StringComparison.Ordinal) || path.StartsWith("/quickstart", StringComparison.Ordinal);
                    var expected = known ? HttpStatusCode.OK : belongs == workers ? HttpStatusCode.Unauthorized : workers ? HttpStatusCode.NotFound : response.StatusCode;
                    Assert.True(response.StatusCode == expected, $"{method} {server}{path} answered {response.StatusCode}, not {expected}");
                    Assert.True(known || response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.NotFound, $"{method} {server}{path} answered {response.StatusCode}");
                }
            }
        }
    }

    [Theory]
    [InlineData("/apis")]
    [InlineData("/dashboard/")]
    [InlineData("/nothing/here")]
    public async Task Get_WithWrongToken_Answers401InTheErrorShape(string path)
    {
        using var client = silo.Client("wrong");
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("Unauthorized", body?["error"]?["code"]?.GetValue<string>());
    }

    [Fact]
    public async Task Get_WithApiKey_IsAccepted()
    {
        using var client = silo.Client();
        client.DefaultRequestHeaders.Add("X-API-KEY", silo.Token);

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/apis", UriKind.Relative), Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Get_WithTheAdministratorsTokenOnTheWorkerListener_OpensNothing()
    {
        using var client = silo.Client(silo.Token, silo.WorkerServer);

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync(new Uri("/workers/v1/heartbeat", UriKind.Relative), null, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri("/apis", UriKind.Relative), Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Login_WithTheToken_SetsACookieThatOpensTheDashboardAndIsNotTheToken()
    {
        using var client = silo.Client();
        using var login = await client.GetAsync(new Uri($"/login?token={silo.Token}", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.Redirect, login.StatusCode);
        var cookie = login.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(silo.Token, cookie, StringComparison.Ordinal);

        client.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/dashboard/", UriKind.Relative), Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Get_WithWrongTokenAndGoodCookie_Answers401()
    {
        using var client = silo.Client("wrong");
        using var login = await client.GetAsync(new Uri($"/login?token={silo.Token}", UriKind.Relative), Cancellation);
        client.DefaultRequestHeaders.Add("Cookie", login.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(new Uri("/apis", UriKind.Relative), Cancellation)).StatusCode);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1:1")]
    [InlineData("localhost.evil.example")]
    public async Task Get_WithForeignHost_IsRefused(string host)
    {
        using var client = silo.Admin();
        client.DefaultRequestHeaders.Host = host;

        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync(new Uri("/apis", UriKind.Relative), Cancellation)).StatusCode);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    [InlineData("http://localhost:1")]
    public async Task Get_WithForeignOrigin_IsRefused(string origin)
    {
        using var client = silo.Admin();
        client.DefaultRequestHeaders.Add("Origin", origin);

        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(new Uri("/apis", UriKind.Relative), Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Get_WithLoopbackNameAndOwnOrigin_IsAccepted()
    {
        using var client = silo.Admin();
        var own = $"localhost:{new Uri(silo.Server).Port}";
        client.DefaultRequestHeaders.Host = own;
        client.DefaultRequestHeaders.Add("Origin", $"http://{own}");

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/apis", UriKind.Relative), Cancellation)).StatusCode);
    }

    [Fact]
    public async Task AgentToken_OpensOnlyTheAgentProtocolOfItsAgent()
    {
        using var admin = silo.Admin();
        var agents = "/apis/gitops.k8smgmt.io/v3/projects/default/agents";
        using var stored = await admin.PostAsync(new Uri(agents, UriKind.Relative),
            SiloFixture.Yaml("apiVersion: gitops.k8smgmt.io/v3\nkind: Agent\nmetadata:\n  name: secured\nspec:\n  type: Docker\n"), Cancellation);
        Assert.True(stored.IsSuccessStatusCode, await stored.Content.ReadAsStringAsync(Cancellation));
        using var created = await admin.PostAsync(new Uri($"{agents}/secured/tokens", UriKind.Relative), null, Cancellation);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var token = JsonNode.Parse(await created.Content.ReadAsStringAsync(Cancellation))!;

        using var agent = silo.Client(token["token"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync(new Uri("/apis", UriKind.Relative), Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, await RegisterAsync(agent, "default/default/other"));
        Assert.Equal(HttpStatusCode.OK, await RegisterAsync(agent, "default/default/secured"));

        var list = await admin.GetStringAsync(new Uri($"{agents}/secured/tokens", UriKind.Relative), Cancellation);
        Assert.DoesNotContain(token["token"]!.GetValue<string>(), list, StringComparison.Ordinal);
        using var deleted = await admin.DeleteAsync(new Uri($"{agents}/secured/tokens/{token["id"]!.GetValue<string>()}", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await RegisterAsync(agent, "default/default/secured"));
    }

    [Fact]
    public async Task Repository_WithAPasswordOfItsOwnMaking_Answers401WithBasicChallenge()
    {
        using var client = silo.Client(server: silo.WorkerServer);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("quickstart:")));
        using var response = await client.GetAsync(new Uri("/quickstart.git/info/refs", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Basic", response.Headers.WwwAuthenticate.Single().Scheme);
    }

    private static async Task<HttpStatusCode> RegisterAsync(HttpClient client, string agent)
    {
        using var content = new StringContent($$"""{"agent":"{{agent}}","engine":"test","runtime":"process","protocols":[1],"slotCap":null}""", Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri("/agents/v1/register", UriKind.Relative), content, Cancellation);
        return response.StatusCode;
    }

    private static string PathOf(Microsoft.AspNetCore.Routing.Patterns.RoutePattern pattern) =>
        "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part =>
            part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content : "x"))));
}
