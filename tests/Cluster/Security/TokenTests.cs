using System.Net;

namespace Actors.Cluster.Security;

/// <summary>What opens what, at the listeners of a real silo.</summary>
public sealed class TokenTests
{
    private const string Api = "/apis/eaas.envmgmt.io/v1/projects/default";
    private const string Agents = "/apis/gitops.k8smgmt.io/v3/projects/default/agents";

    [Fact]
    public async Task EverySurface_WithoutATokenOrWithAWrongOne_Answers401()
    {
        await using var silo = await SiloProcess.StartExactlyAsync(["--Actors:Roles", "controller"]);
        using var http = new HttpClient();
        (string Method, string Path)[] people =
        [
            ("GET", "/apis"), ("GET", "/dashboard/"), ("GET", $"{Api}/environments"), ("POST", $"{Api}/environments"), ("GET", $"{Api}/environments/e"),
            ("DELETE", $"{Api}/environments/e"), ("POST", $"{Api}/environments/e/deploy"), ("POST", $"{Api}/environments/e/destroy"),
            ("POST", $"{Api}/environments/e/cancel"), ("POST", $"{Api}/environments/e/retry"), ("GET", $"{Api}/environments/e/activities"),
            ("GET", $"{Api}/environments/e/runs"), ("GET", $"{Api}/environments/e/runs/r"), ("GET", $"{Api}/environments/e/logs?activity=a"),
            ("GET", $"{Api}/activities"), ("POST", $"{Api}/environments/e/resources/r/state/adopt"), ("GET", Agents), ("POST", $"{Agents}/a/drain"),
            ("POST", $"{Agents}/a/tokens"), ("GET", $"{Agents}/a/tokens"), ("DELETE", $"{Agents}/a/tokens/t"),
            ("POST", "/agents/v1/register"), ("POST", "/agents/v1/poll"), ("POST", "/agents/v1/exit"),
        ];
        (string Method, string Path)[] workers =
        [
            ("POST", "/workers/v1/heartbeat"), ("POST", "/workers/v1/log?offset=0"), ("PUT", "/workers/v1/artifacts/a"), ("GET", "/workers/v1/artifacts/a/b"), ("PUT", "/workers/v1/volumes/a"), ("GET", "/workers/v1/volumes/a"),
            ("POST", "/workers/v1/result"), ("GET", "/workers/v1/state"), ("POST", "/workers/v1/state"), ("LOCK", "/workers/v1/state"), ("UNLOCK", "/workers/v1/state"),
        ];

        foreach (var authorization in new[] { null, "Bearer wrong", $"Bearer aw.{new string('a', 40)}.1.{new string('b', 43)}" })
        {
            foreach (var (server, (method, path)) in people.Select(call => (silo.Api, call)).Concat(workers.Select(call => (silo.Workers, call))))
            {
                using var request = new HttpRequestMessage(new(method), new Uri(server, path));
                request.Headers.TryAddWithoutValidation("Authorization", authorization);
                using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
                Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{authorization} {method} {path}: {answer.StatusCode}");
            }
        }

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(silo.Api, "/healthz"), TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task AgentsToken_OpensItsOwnAgentOnly()
    {
        await using var silo = await SiloProcess.StartExactlyAsync(["--Actors:Roles", "controller"]);
        using var client = new Client(silo);
        await client.ApplyAsync(Documents.Agent("mine") + Documents.Agent("other"));
        var token = (await client.MustAsync("create", "token", "--agent", "mine")).Trim();
        using var asAgent = new Client(silo, token);

        Assert.Equal(HttpStatusCode.Forbidden, (await asAgent.SendAsync(HttpMethod.Get, $"{Api}/environments")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await asAgent.SendAsync(HttpMethod.Post, "/agents/v1/register",
            """{"agent":"default/default/other","engine":"e","runtime":"process","protocols":[1]}""")).Status);

        using var first = new ActingAgent(silo, "mine", token);
        using var second = new ActingAgent(silo, "mine", token);
        Assert.True((await first.RegisterAsync("one engine")).Accepted);
        Assert.False((await second.RegisterAsync("another engine")).Accepted);
    }
}
