namespace Actors.Cluster.Drills;

/// <summary>An environment on the agents <c>a</c> and <c>b</c> of a cluster: four functions that work until they are let go, and one that follows the first.</summary>
internal static class FourWaiting
{
    public const string Environment = "env";

    public const string Follower = "after";

    public static readonly string[] Agents = ["a", "b"];

    public static readonly string[] Names = ["one", "two", "three", "four"];

    /// <summary>Deploys it, and waits until the four have started.</summary>
    public static async Task DeployAsync(SiloCluster cluster, Ledger ledger)
    {
        using var client = new Client(cluster.Silos[0]);
        await client.ApplyAsync(string.Concat(Agents.Select(agent => Documents.Agent(agent))) + string.Concat(Names.Select(name => ledger.Resource(name)))
            + ledger.Resource(Follower, seconds: 1) + Documents.Of(Environment, string.Join(' ', Agents), [.. Names, $"{Follower}: {Names[0]}"]));
        await client.AskAsync("deploy", Environment);
        await ledger.StartedAsync(() => cluster.Tail, Names);
    }

    /// <summary>Lets all go: it is deployed, and nothing ran twice.</summary>
    public static async Task EndsAsync(Client client, SiloCluster cluster, Ledger ledger)
    {
        ledger.LetGo(Names);
        await client.EndsAsync(Environment, "Deployed");
        ledger.RanOnce(await client.ActivitiesAsync(Environment), () => cluster.Tail);
    }
}
