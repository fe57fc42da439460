using System.Globalization;

namespace Actors.Cluster.Agents;

/// <summary>An agent that is full leaves work to the next one, and an agent that returns gets work: both within two seconds, by the timestamps of the API.</summary>
[Collection(nameof(Measured))]
public sealed class HandOverTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task FullAgent_LeavesWorkToTheNext_AndDescribeSaysWhoIsFull()
    {
        using var folder = new TempFolder();
        await using var silo = await SiloProcess.StartAsync("--Actors:Agents:second:Runtime", "process");
        using var client = new Client(silo);
        var source = $"until [ -e {folder.File("go")} ]; do sleep 0.1; done";
        await client.ApplyAsync(Documents.Agent(workers: 1) + Documents.Agent("second", 2)
            + string.Concat(new[] { "filler", "next", "more", "late" }.Select(name => Documents.Resource(name, source)))
            + Documents.Of("fill", "local", "filler") + Documents.Of("over", "local second", "next", "more") + Documents.Of("wait", "local second", "late"));
        await OnlineAsync(client, "local");
        await OnlineAsync(client, "second");
        await client.AskAsync("deploy", "fill");
        await client.ReachesAsync("fill", "filler", "Running");

        await client.AskAsync("deploy", "over");

        await client.ReachesAsync("over", "next", "Running");
        await client.ReachesAsync("over", "more", "Running");
        Assert.All(await client.ActivitiesAsync("over"), activity =>
        {
            Assert.Equal("second", activity["status"]!["agent"]!.GetValue<string>());
            Assert.InRange(Time(activity, "leasedAt") - Time(activity, "queuedAt"), TimeSpan.Zero, Limit);
        });

        // Now both are full.
        await client.AskAsync("deploy", "wait");
        JsonNode? described = null;
        await Eventually.TrueAsync(
            async () => (described = JsonNode.Parse(await client.MustAsync("describe", "activity", "wait/late.task.run", "-o", "json"))!["status"])!["reason"]!.GetValue<string>() == "AgentsFull",
            "the activity says that its agents are full", () => described?.ToJsonString() ?? "");
        Assert.Equal(
            [("local", "Full", 1, "EnvironmentTemplate"), ("second", "Full", 2, "EnvironmentTemplate")],
            described!["candidates"]!.AsArray().Select(item =>
                (item!["agent"]!.GetValue<string>(), item["state"]!.GetValue<string>(), item["taken"]!.GetValue<int>(), item["level"]!.GetValue<string>())));

        folder.Write("go", "");
        await client.EndsAsync("wait", "Deployed");
        await client.EndsAsync("over", "Deployed");
        await client.EndsAsync("fill", "Deployed");
        await silo.NothingIsLeftAsync();
    }

    [Fact]
    public async Task AgentThatReturns_GetsWhatWaits()
    {
        using var folder = new TempFolder();
        await using var controller = await SiloProcess.StartExactlyAsync(["--Actors:Roles", "controller"]);
        using var client = new Client(controller);
        await client.ApplyAsync(Documents.Agent("remote") + Documents.Agent("absent")
            + Documents.Resource("one", "true") + Documents.Resource("two", "true") + Documents.Of("before", "remote absent", "one") + Documents.Of("after", "remote absent", "two"));
        var token = folder.Write("token", await client.MustAsync("create", "token", "--agent", "remote"));
        await using var agent = await SiloProcess.StartExactlyAsync(
        [
            "--Actors:Roles", "agent", "--Actors:Controller", controller.Api.ToString(), "--Actors:Agents:remote:TokenFile", token,
            "--Actors:Agents:remote:WorkerUrl", controller.Workers.ToString(),
        ]);
        await client.AskAsync("deploy", "before");
        await client.EndsAsync("before", "Deployed");

        await agent.KillAsync();
        await Eventually.TrueAsync(async () => State(await AgentAsync(client, "remote")) == "Offline", "the agent's session ran out");
        await client.AskAsync("deploy", "after");
        await Eventually.TrueAsync(
            async () => (await client.ActivitiesAsync("after")).Single()["status"]!["reason"]!.GetValue<string>() == "AgentsOffline", "the activity says that its agents are offline");
        await agent.StartAgainAsync();

        var returned = await OnlineAsync(client, "remote");
        await client.EndsAsync("after", "Deployed");
        var activity = (await client.ActivitiesAsync("after")).Single();
        Assert.Equal("remote", activity["status"]!["agent"]!.GetValue<string>());
        Assert.True(Time(activity, "leasedAt") - returned <= Limit, $"It polled at {returned:O}, and the activity is {activity.ToJsonString()}");
    }

    private static Task<JsonNode> AgentAsync(Client client, string name) => client.GetAsync($"/apis/gitops.k8smgmt.io/v3/projects/default/agents/{name}");

    private static string State(JsonNode agent) => agent["status"]!["state"]!.GetValue<string>();

    /// <summary>Waits until an agent polls.</summary>
    /// <returns>When it did, as seen first.</returns>
    private static async Task<DateTimeOffset> OnlineAsync(Client client, string name)
    {
        JsonNode? agent = null;
        await Eventually.TrueAsync(async () => State(agent = await AgentAsync(client, name)) == "Online", $"{name} polls");
        return Time(agent!, "lastSeenAt");
    }

    private static DateTimeOffset Time(JsonNode document, string field) => DateTimeOffset.Parse(document["status"]![field]!.GetValue<string>(), CultureInfo.InvariantCulture);
}
