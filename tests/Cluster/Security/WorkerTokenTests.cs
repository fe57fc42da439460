using System.Net;
using Actors.Contracts.Workers;

namespace Actors.Cluster.Security;

/// <summary>What a worker's token opens: its own job, artifacts and state.</summary>
public sealed class WorkerTokenTests
{
    private const string Api = "/apis/eaas.envmgmt.io/v1/projects/default";
    private const string Agents = "/apis/gitops.k8smgmt.io/v3/projects/default/agents";

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
            Assert.Equal(HttpStatusCode.Forbidden, await checkout.CallAsync(HttpMethod.Get, "/workers/v1/volumes/0a1b"));
            Assert.Equal(HttpStatusCode.Forbidden, await checkout.CallAsync(HttpMethod.Put, "/workers/v1/volumes/0a1b", "archive"));
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
