namespace Actors.Cluster.Restarts;

/// <summary>The quickstart that stays up: what README shows of it, and that kill -9 and Ctrl-C in the middle of a deploy lose nothing.</summary>
public sealed class QuickstartRestartTests
{
    private static readonly string[] Tasks = ["deploy app", "deploy compute", "deploy network", "deploy storage"];

    [Fact]
    public async Task Quickstart_KilledInTheMiddleOfADeploy_GoesOnAndRunsEachTaskOnce()
    {
        await using var silo = await SiloProcess.StartExactlyAsync(["--quickstart"]);
        using var client = new Client(silo);
        await Eventually.TrueAsync(() => silo.Tail.Contains("stays up until Ctrl-C", StringComparison.Ordinal), "the quickstart is deployed", () => silo.Tail);
        await ShowsWhatReadmeShowsAsync(client);

        using var folder = new TempFolder();
        await DeployLedgerAsync(client, "killed", folder.File("killed"));
        await client.ReachesAsync("killed", "storage.task", "Running");

        await silo.KillAsync();
        await silo.StartAgainAsync();

        await client.EndsAsync("killed", "Deployed");
        Assert.Equal(Tasks, Ledger(folder.File("killed")));
        var activities = await client.ActivitiesAsync("killed");
        Assert.True(activities.All(activity => activity["status"]!["attempt"]!.GetValue<int>() == 1),
            $"{string.Join(Environment.NewLine, activities.Select(activity => activity.ToJsonString()))}{Environment.NewLine}{silo.Tail}");
        await silo.NothingIsLeftAsync();
    }

    private static async Task ShowsWhatReadmeShowsAsync(Client client)
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "README.md"), TestContext.Current.CancellationToken);
        string[] commands = ["get environments", "get activities", "describe environment quickstart", "logs quickstart app"];
        foreach (var command in commands)
        {
            Assert.Contains($"./actors {command}\n", readme.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        }

        Assert.Matches("quickstart +.*Deployed", await client.MustAsync(commands[0].Split(' ')));
        Assert.Contains("compute", await client.MustAsync(commands[1].Split(' ')), StringComparison.Ordinal);
        Assert.Contains("http://10.20.0.1:8080/", await client.MustAsync(commands[2].Split(' ')), StringComparison.Ordinal);
        Assert.Contains("quickstart-app answers on 10.20.2.11", await client.MustAsync(commands[3].Split(' ')), StringComparison.Ordinal);

        var activities = await client.ActivitiesAsync("quickstart");
        Assert.True(Intervals.Overlap(Task(activities, "storage"), Task(activities, "compute")), "storage and compute did not run side by side.");
    }

    private static Task DeployLedgerAsync(Client client, string name, string ledger) => ApplyAndDeployAsync(client, name, $$"""
        apiVersion: eaas.envmgmt.io/v1
        kind: Environment
        metadata: { name: {{name}} }
        spec:
          template: { name: quickstart, version: v1 }
          variables:
            - { name: ledger, valueType: text, value: "{{ledger}}" }
        """);

    private static async Task ApplyAndDeployAsync(Client client, string name, string yaml)
    {
        await client.ApplyAsync(yaml);
        await client.AskAsync("deploy", name);
    }

    private static JsonNode Task(IReadOnlyList<JsonNode> activities, string resource) => activities.Single(activity =>
        activity["spec"]!["resource"]?.GetValue<string>() == resource && activity["spec"]!["kind"]!.GetValue<string>().Equals("function", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Ledger(string file) => File.ReadAllLines(file).Order(StringComparer.Ordinal);
}
