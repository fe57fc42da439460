namespace Actors.Cluster.Runs;

/// <summary>The log of an activity is followed on a silo that does not run it, which is killed and started again meanwhile.</summary>
public sealed class LogFollowTests
{
    [Fact]
    public async Task Follow_OnAnotherSiloThatIsKilledMeanwhile_PrintsEveryLineOnce()
    {
        using var folder = new TempFolder();
        await using var cluster = await SiloCluster.StartAsync(2, ["local"]);
        using var client = new Client(cluster.Silos[0]);
        using var other = new Client(cluster.Silos[1], cluster.Silos[0].Token);
        await client.ApplyAsync(Documents.Agent()
            + Documents.Resource("talk", $"echo one\nuntil [ -e {folder.File("go")} ]; do sleep 0.1; done\necho two")
            + Documents.Of("followed", "local", "talk"));
        await client.AskAsync("deploy", "followed");
        var following = other.CliAsync("logs", "followed", "talk", "-f");
        await client.ReachesAsync("followed", "talk", "Running");
        await Eventually.TrueAsync(async () => (await client.LogAsync("followed", "talk.task.run")).Body.Contains("one", StringComparison.Ordinal), "the first line is there", () => cluster.Tail);

        await cluster.Silos[1].KillAsync();
        await cluster.Silos[1].StartAgainAsync();
        folder.Write("go", "");

        var ran = await following;
        Assert.True(ran.Code == 0, $"{ran}{Environment.NewLine}{cluster.Tail}");
        Assert.Equal("one\ntwo\n", ran.Output);
        await client.EndsAsync("followed", "Deployed");
    }
}
