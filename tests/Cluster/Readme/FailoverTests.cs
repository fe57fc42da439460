using System.Text.RegularExpressions;
using Actors.Cluster.Silos;
using Actors.Conformance.Storage.PostgreSql;

namespace Actors.Cluster.Readme;

/// <summary>The walk of docs/failover.md: each of its commands is run as it is written there, but for ports, and the program that is built already.</summary>
public sealed partial class FailoverTests
{
    private const string Up = "./actors cluster up 3 --agents east,west";
    private static readonly string[] AfterwardsOnSilo2 = ["./actors --server http://127.0.0.1:8090 get activities failover", "./actors --server http://127.0.0.1:8090 wait failover"];

    [Fact]
    public Task Walk_OnSqlite_EndsDeployedAndLeavesNothing() => WalkAsync([], expected: [Up, .. Commands]);

    [Fact]
    public async Task Walk_OnPostgreSql_EndsDeployedAndLeavesNothing()
    {
        var server = await PostgreSqlServer.SharedAsync();
        await using var database = await server.CreateDatabaseAsync();
        var export = Assert.Single(Blocks(), block => block.StartsWith("export Actors__Database=", StringComparison.Ordinal));
        Assert.Equal(Up, export.Split('\n')[1]);

        await WalkAsync(new() { ["Actors__Database"] = database.ConnectionString }, expected: null);
    }

    private static string[] Commands =>
    [
        "./actors apply samples/failover --deploy", "./actors get activities failover", "kill -9 $(cat .actors/silo-1.pid)", .. AfterwardsOnSilo2, "./actors get environments",
    ];

    private static async Task WalkAsync(Dictionary<string, string?> environment, string[]? expected)
    {
        // What the page shows is what is run here, in this order.
        Assert.True(expected is null || expected.SequenceEqual(Blocks().SelectMany(block => block.Split('\n')).Take(expected.Length)), string.Join('\n', Blocks()));

        await using var cluster = new ClusterProcess(3, ["--agents", "east,west"], environment);
        await cluster.UpAsync();
        await BashAsync(cluster, Commands[0]);
        using var client = cluster.ClientOf("silo-2");
        foreach (var step in (string[])["step-1", "step-2", "step-3", "step-4"])
        {
            await client.ReachesAsync("failover", step, "Running");
        }

        Assert.Contains("step-8", await BashAsync(cluster, Commands[1]), StringComparison.Ordinal);
        Assert.Equal(("silo-1", "silo-1"), (cluster.HostOf("east"), cluster.HostOf("west")));

        var running = (await client.ActivitiesAsync("failover")).Where(activity => Client.State(activity) == "Running").Select(Client.Name).ToHashSet();
        Assert.NotEmpty(running);
        await BashAsync(cluster, Commands[2]);
        await cluster.WaitForAsync("silo-1 (pid ");
        await BashAsync(cluster, AfterwardsOnSilo2[0]);
        Assert.Contains("Succeeded", await BashAsync(cluster, AfterwardsOnSilo2[1]), StringComparison.Ordinal);
        Assert.All((await client.ActivitiesAsync("failover")).Where(activity => running.Contains(Client.Name(activity))), activity => Assert.Equal(1, activity["status"]!["attempt"]!.GetValue<int>()));
        Assert.NotEqual("silo-1", cluster.HostOf("east"));

        cluster.PressEnter();
        await cluster.WaitForAsync("silo-1  pid ", times: 2);
        Assert.Contains("Deployed", await BashAsync(cluster, Commands[^1]), StringComparison.Ordinal);
        await cluster.InterruptAsync();
    }

    private static async Task<string> BashAsync(ClusterProcess cluster, string command)
    {
        var text = command.Replace("./actors ", $"dotnet {SourceTree.Cli} ", StringComparison.Ordinal)
            .Replace("http://127.0.0.1:8090", cluster.ApiOf("silo-2").ToString(), StringComparison.Ordinal);
        var ran = await Child.RunAsync(
            cluster.Folder, "bash", ["-c", text], new Dictionary<string, string?> { ["ACTORS_SERVER"] = cluster.ApiOf("silo-1").ToString() }, cluster.Folder);
        Assert.True(ran.Code == 0, $"{command}: {ran}{Environment.NewLine}{cluster.Tail}");
        return ran.Output + ran.Error;
    }

    private static IReadOnlyList<string> Blocks() => [.. Block().Matches(File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "failover.md")).ReplaceLineEndings("\n"))
        .Select(match => match.Groups["text"].Value)];

    [GeneratedRegex("(?s)```bash\n(?<text>.*?)\n```")]
    private static partial Regex Block();
}
