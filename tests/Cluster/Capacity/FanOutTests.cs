namespace Actors.Cluster.Capacity;

/// <summary>samples/fan-out: an agent never has more workers than slots, and uses the slots that it has.</summary>
public sealed class FanOutTests
{
    private static readonly string[] Occupying = ["Leased", "Running", "Cancelling"];

    [Fact]
    public async Task FanOut_WithTheSamplesAgent_NeverRunsMoreThanTenAtOnce()
    {
        await using var silo = await SiloProcess.StartAsync();
        using var client = new Client(silo);
        await client.MustAsync("apply", SourceTree.Sample("fan-out"));

        var most = await DeployAsync(client);

        Assert.InRange(most, 4, 10);

        // The same silo, smaller: what the document says counts from the next lease on.
        await client.ApplyAsync(Documents.Agent(workers: 3));

        most = await DeployAsync(client);

        Assert.Equal(3, most);
        await silo.NothingIsLeftAsync();
    }

    /// <summary>Deploys, looking all the time.</summary>
    /// <returns>The most activities that were seen to occupy a slot, or whose workers ran, at one moment.</returns>
    private static async Task<int> DeployAsync(Client client)
    {
        await client.AskAsync("deploy", "fan-out");
        var most = 0;
        await Eventually.TrueAsync(
            async () =>
            {
                var list = JsonNode.Parse(await client.MustAsync("get", "activities", "fan-out", "-o", "json"))!["items"]!.AsArray();
                most = Math.Max(most, list.Count(item => Occupying.Contains(Client.State(item!))));
                return (await client.EnvironmentAsync("fan-out"))["status"]!["run"]!["finishedAt"] is not null;
            },
            "the fan-out is deployed");
        await client.EndsAsync("fan-out", "Deployed");
        var activities = await client.ActivitiesAsync("fan-out");
        Assert.Equal(25, activities.Count);
        return Math.Max(most, Intervals.MostAtOnce(activities));
    }
}
