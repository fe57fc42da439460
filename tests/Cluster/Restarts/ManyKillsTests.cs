namespace Actors.Cluster.Restarts;

/// <summary>kill -9 again and again: between a lease and the worker's first call, while it runs, and as soon as its result is there.</summary>
public sealed class ManyKillsTests
{
    private static readonly string[] Order = ["Waiting", "Queued", "Leased", "Running", "Succeeded"];

    [Fact]
    public async Task SiloThatIsKilledAgainAndAgain_RunsEachTaskOnce()
    {
        using var folder = new TempFolder();
        await using var silo = await SiloProcess.StartAsync();
        using var client = new Client(silo);
        string[] names = ["a", "b", "c", "d", "e", "f"];
        await client.ApplyAsync(Documents.Agent()
            + string.Concat(names.Select(name => Documents.Resource(name, $"echo {name} >>{folder.File("ledger")}\nsleep 1\necho '{{\"done\": true}}' >$ACTORS_OUTPUT")))
            + Documents.Of("killed", "local", "a", "b", "c: a", "d: b", "e: c", "f: d"));
        await client.AskAsync("deploy", "killed");

        foreach (var (task, state) in new[] { ("a.", "Leased"), ("a.", "Succeeded"), ("c.", "Running"), ("e.", "Leased") })
        {
            await Eventually.TrueAsync(
                async () => (await client.ActivitiesAsync("killed")).Any(activity =>
                    Client.Name(activity).StartsWith(task, StringComparison.Ordinal) && Array.IndexOf(Order, Client.State(activity)) >= Array.IndexOf(Order, state)),
                $"{task} is {state}", () => silo.Tail);
            await silo.KillAsync();
            await silo.StartAgainAsync();
        }

        await client.EndsAsync("killed", "Deployed");
        Assert.True(names.SequenceEqual(File.ReadAllLines(folder.File("ledger")).Order(StringComparer.Ordinal)),
            $"{string.Join(' ', File.ReadAllLines(folder.File("ledger")))}{Environment.NewLine}{silo.Tail}");
        await silo.NothingIsLeftAsync();
    }
}
