using System.Net;
using Actors.Contracts.Workers;

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
            ("POST", "/workers/v1/heartbeat"), ("POST", "/workers/v1/log?offset=0"), ("PUT", "/workers/v1/artifacts/a"), ("GET", "/workers/v1/artifacts/a/b"),
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
    public async Task WorkersToken_OpensItsOwnJobArtifactsAndStateOnly()
    {
        await using var silo = await SiloProcess.StartExactlyAsync(["--Actors:Roles", "controller"]);
        using var client = new Client(silo);
        await client.ApplyAsync(Documents.Agent("acting") + Repository + Module("one") + Module("two") + Documents.Of("modules", "acting", "one", "two"));
        using var agent = new ActingAgent(silo, "acting", (await client.MustAsync("create", "token", "--agent", "acting")).Trim());
        Assert.True((await agent.RegisterAsync("engine of the test")).Accepted);
        await client.AskAsync("deploy", "modules");

        var ticket = (await agent.LeaseOfAsync("one.artifact")).Ticket;
        using (var checkout = await ActingWorker.StartAsync(silo, ticket))
        using (var other = await ActingWorker.StartAsync(silo, (await agent.LeaseOfAsync("two.artifact")).Ticket))
        {
            await OpensNothingForPeopleAsync(silo, checkout);
            Assert.Equal(HttpStatusCode.Conflict, await checkout.TradeAgainAsync(ticket));
            Assert.Equal(HttpStatusCode.Unauthorized, await checkout.TradeAgainAsync(checkout.Session.Token));
            Assert.Equal(HttpStatusCode.Forbidden, await checkout.CallAsync(HttpMethod.Get, "/workers/v1/artifacts/two.artifact/" + ArtifactRef.WorkDirName));
            foreach (var worker in new[] { checkout, other })
            {
                Assert.Equal(HttpStatusCode.NoContent, await worker.CallAsync(HttpMethod.Put, "/workers/v1/artifacts/" + ArtifactRef.WorkDirName, "archive"));
                await worker.SucceedAsync(new() { ["commit"] = "0123456789abcdef0123456789abcdef01234567" }, ArtifactRef.WorkDirName);
            }

            Assert.Equal(HttpStatusCode.Conflict, await checkout.CallAsync(HttpMethod.Post, "/workers/v1/heartbeat"));
            Assert.Equal(HttpStatusCode.Conflict, await checkout.CallAsync(HttpMethod.Put, "/workers/v1/artifacts/late", "late"));
        }

        using var one = await ActingWorker.StartAsync(silo, (await agent.LeaseOfAsync("one.tofu")).Ticket);
        using var two = await ActingWorker.StartAsync(silo, (await agent.LeaseOfAsync("two.tofu")).Ticket);
        await OpensNothingForPeopleAsync(silo, one);
        Assert.Equal(HttpStatusCode.OK, await one.CallAsync(HttpMethod.Get, "/workers/v1/artifacts/one.artifact/" + ArtifactRef.WorkDirName));
        Assert.Equal(HttpStatusCode.Forbidden, await one.CallAsync(HttpMethod.Get, "/workers/v1/artifacts/two.artifact/" + ArtifactRef.WorkDirName));
        Assert.Equal(HttpStatusCode.Forbidden, (await one.StateAsync("POST", path: "/workers/v1/heartbeat")).Status);
        Assert.Contains(await one.CallAsync(HttpMethod.Get, "/workers/v1/state"), new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden });

        Assert.Equal(HttpStatusCode.OK, (await one.StateAsync("LOCK", """{"ID":"lock-of-one"}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await one.StateAsync("POST", """{"version":4,"serial":1}""", "/workers/v1/state?ID=lock-of-one")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await two.StateAsync("GET")).Status);
        Assert.Equal(HttpStatusCode.OK, (await two.StateAsync("LOCK", """{"ID":"lock-of-two"}""")).Status);
        Assert.Equal(HttpStatusCode.Locked, (await one.StateAsync("LOCK", """{"ID":"lock-of-two"}""")).Status);
        Assert.Equal("""{"version":4,"serial":1}""", (await one.StateAsync("GET")).Body);

        Assert.Equal(HttpStatusCode.OK, (await one.StateAsync("UNLOCK", """{"ID":"lock-of-one"}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await two.StateAsync("UNLOCK", """{"ID":"lock-of-two"}""")).Status);
        await one.SucceedAsync([]);
        await two.SucceedAsync([]);
        await client.EndsAsync("modules", "Deployed");
        Assert.Equal(HttpStatusCode.Conflict, (await one.StateAsync("GET")).Status);
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

    private static async Task OpensNothingForPeopleAsync(SiloProcess silo, ActingWorker worker)
    {
        foreach (var path in new[] { "/apis", "/dashboard/", $"{Api}/environments", $"{Api}/environments/modules/logs?activity=two.artifact", Agents })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await worker.CallAtAsync(silo.Api, HttpMethod.Get, path));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await worker.CallAtAsync(silo.Api, HttpMethod.Post, "/agents/v1/poll"));
        Assert.Equal(HttpStatusCode.NotFound, await worker.CallAtAsync(silo.Api, HttpMethod.Post, "/workers/v1/heartbeat"));
        Assert.Equal(HttpStatusCode.NotFound, await worker.CallAsync(HttpMethod.Get, $"{Api}/environments"));
    }

    private const string Repository = """
        apiVersion: integrations.k8smgmt.io/v3
        kind: Repository
        metadata: { name: modules }
        spec: { type: Git, endpoint: "https://git.example/modules.git" }
        ---

        """;

    private static string Module(string name) => $$"""
        apiVersion: eaas.envmgmt.io/v1
        kind: ResourceTemplate
        metadata: { name: {{name}} }
        spec:
          version: v1
          provider: opentofu
          providerOptions: { openTofu: { backendType: system } }
          repositoryOptions: { name: modules, branch: main, directoryPath: {{name}} }
        ---

        """;
}
