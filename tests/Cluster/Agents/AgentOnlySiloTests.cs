namespace Actors.Cluster.Agents;

/// <summary>The planes in silos of their own, which speak over HTTP with an agent's token.</summary>
public sealed class AgentOnlySiloTests
{
    private const string Status = "/apis/gitops.k8smgmt.io/v3/projects/default/agents/remote";

    [Fact]
    public async Task AgentOnlySilo_RunsWorkersForAControllerElsewhere_AndIsNotReplacedBySecondEngine()
    {
        using var folder = new TempFolder();
        await using var controller = await SiloProcess.StartExactlyAsync(["--Actors:Roles", "controller"]);
        using var client = new Client(controller);
        await client.ApplyAsync(Documents.Agent("remote")
            + Documents.Resource("quick", "echo quick >>" + folder.File("ledger"))
            + Documents.Resource("waiting", $"echo waiting >>{folder.File("ledger")}\nuntil [ -e {folder.File("go")} ]; do sleep 0.1; done")
            + Documents.Of("elsewhere", "remote", "quick", "waiting: quick"));
        var token = folder.Write("token", await client.MustAsync("create", "token", "--agent", "remote"));
        string[] arguments =
        [
            "--Actors:Roles", "agent", "--Actors:Controller", controller.Api.ToString(), "--Actors:Agents:remote:TokenFile", token,
            "--Actors:Agents:remote:WorkerUrl", controller.Workers.ToString(),
        ];
        await using var agent = await SiloProcess.StartExactlyAsync(arguments);
        await client.AskAsync("deploy", "elsewhere");
        await Eventually.TrueAsync(
            () => File.Exists(folder.File("ledger")) && File.ReadAllLines(folder.File("ledger")).Length == 2,
            "the second function runs", () => controller.Tail + agent.Tail);

        await using (var second = await SiloProcess.StartExactlyAsync(arguments))
        {
            await Eventually.TrueAsync(() => second.Printed.Contains("was refused by the controller", StringComparison.Ordinal), "the second engine is refused", () => second.Tail);
            Assert.Equal(1, (await client.GetAsync(Status))["status"]!["epoch"]!.GetValue<long>());
        }

        // A worker outlives its agent: it reports on its own, and the agent tidies up when it is back.
        await agent.KillAsync();
        folder.Write("go", "");
        await client.EndsAsync("elsewhere", "Deployed");
        Assert.Equal(["quick", "waiting"], File.ReadAllLines(folder.File("ledger")));

        await agent.StartAgainAsync();
        await agent.NothingIsLeftAsync();
        Assert.DoesNotContain((await File.ReadAllTextAsync(token, TestContext.Current.CancellationToken)).Trim(), controller.Printed + agent.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AgentOnlySilo_OnTheControllersOwnStore_HostsNoneOfItsActors()
    {
        using var folder = new TempFolder();
        await using var controller = await SiloProcess.StartExactlyAsync(["--Actors:Roles", "controller"]);
        using var client = new Client(controller);
        string[] environments = ["e1", "e2", "e3", "e4", "e5", "e6"];
        await client.ApplyAsync(Documents.Agent("remote") + Documents.Resource("quick", "true") + string.Concat(environments.Select(name => Documents.Of(name, "remote", "quick"))));
        var token = folder.Write("token", await client.MustAsync("create", "token", "--agent", "remote"));
        await using var agent = await SiloProcess.StartExactlyAsync(
        [
            "--Actors:Roles", "agent", "--Actors:Controller", controller.Api.ToString(), "--Actors:Agents:remote:TokenFile", token,
            "--Actors:Agents:remote:WorkerUrl", controller.Workers.ToString(),
        ], beside: controller);

        // Half of their actors would live on the agent's silo, which cannot run them.
        foreach (var environment in environments)
        {
            await client.AskAsync("deploy", environment);
        }

        foreach (var environment in environments)
        {
            await client.EndsAsync(environment, "Deployed");
        }

        Assert.DoesNotContain("EnvironmentGrain", agent.Printed, StringComparison.Ordinal);
        Assert.DoesNotContain("Unable to resolve service", controller.Printed + agent.Printed, StringComparison.Ordinal);
    }
}
