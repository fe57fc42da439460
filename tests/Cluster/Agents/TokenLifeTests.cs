namespace Actors.Cluster.Agents;

/// <summary>Tokens of agents from their making to their end.</summary>
public sealed class TokenLifeTests
{
    private const string Status = "/apis/gitops.k8smgmt.io/v3/projects/default/agents/remote";

    [Fact]
    public async Task Token_Revoked_TheAgentIsRefusedAtItsNextPollAndANewOneNeedsNoRestart()
    {
        using var folder = new TempFolder();
        await using var controller = await SiloProcess.StartExactlyAsync(["--Actors:Roles", "controller", "--Actors:Lease", "00:00:06", "--Actors:PollWait", "00:00:02"]);
        using var client = new Client(controller);
        await client.ApplyAsync(Documents.Agent("remote") + Documents.Resource("one", "echo one >>" + folder.File("ledger")) + Documents.Of("later", "remote", "one"));
        var token = folder.Write("token", await client.MustAsync("create", "token", "--agent", "remote"));
        await using var agent = await SiloProcess.StartExactlyAsync(
        [
            "--Actors:Roles", "agent", "--Actors:Controller", controller.Api.ToString(), "--Actors:Agents:remote:TokenFile", token,
            "--Actors:Agents:remote:WorkerUrl", controller.Workers.ToString(),
        ]);
        await StateIsAsync("Online");

        var id = (await client.GetAsync($"{Status}/tokens"))["items"]![0]!["id"]!.GetValue<string>();
        Assert.Contains(id, await client.MustAsync("get", "tokens", "remote"), StringComparison.Ordinal);
        await client.MustAsync("delete", "token", $"remote/{id}");

        await Eventually.TrueAsync(
            () => agent.Printed.Contains("does not know the token of agent 'remote' (401)", StringComparison.Ordinal), "the agent says that it is refused", () => agent.Tail);
        await StateIsAsync("Offline");

        // What waits meanwhile is done once the agent has a token again.
        await client.AskAsync("deploy", "later");
        folder.Write("token", await client.MustAsync("create", "token", "--agent", "remote"));
        await client.EndsAsync("later", "Deployed");
        Assert.Equal(["one"], File.ReadAllLines(folder.File("ledger")));

        Task StateIsAsync(string state) => Eventually.TrueAsync(
            async () => (await client.GetAsync(Status))["status"]!["state"]!.GetValue<string>() == state, $"the agent is {state}", () => controller.Tail + agent.Tail);
    }

    [Fact]
    public async Task CreateToken_ForAnAgentWithoutADocument_SaysWhatToDoFirst()
    {
        await using var controller = await SiloProcess.StartExactlyAsync(["--Actors:Roles", "controller"]);
        using var client = new Client(controller);

        var ran = await client.CliAsync("create", "token", "--agent", "nobody");

        Assert.Equal(1, ran.Code);
        Assert.Empty(ran.Output);
        Assert.Contains("There is no Agent 'nobody' in project 'default'. Apply its document first", ran.Error, StringComparison.Ordinal);
    }
}
