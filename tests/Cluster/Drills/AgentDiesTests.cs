using System.Diagnostics;

namespace Actors.Cluster.Drills;

/// <summary>An agent ends without a word, its workers live: their results are accepted, and another agent takes the rest.</summary>
[Collection(nameof(Measured))]
public sealed class AgentDiesTests
{
    private static readonly TimeSpan QueueLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LeasedLimit = TimeSpan.FromSeconds(20);

    [Fact]
    public Task Kill_Agent_ItsWorkersDeliverAndTheQueueIsTakenByAnother() => Drill.RunAsync("agent dies, queue taken by another", QueueLimit, async times =>
    {
        using var ledger = new Ledger();
        await using var planes = await Planes.StartAsync();
        // One is full, and the other takes nothing: what comes now stays in the queue.
        await planes.Client.ApplyAsync(Documents.Agent("east", workers: 1));
        await planes.AddAgentAsync("east");
        await planes.Client.ApplyAsync(ledger.Resource("running") + Documents.Of("first", "east west", "running"));
        await planes.Client.AskAsync("deploy", "first");
        await ledger.StartedAsync(() => planes.Tail, "running");
        await planes.AddAgentAsync("west");
        await planes.Client.TellAgentAsync("drain", "west");
        await planes.Client.ApplyAsync(ledger.Resource("queued") + Documents.Of("second", "east west", "queued"));
        await planes.Client.AskAsync("deploy", "second");
        await planes.Client.ReachesAsync("second", "queued", "Queued");

        var since = Stopwatch.StartNew();
        await planes["east"].KillAsync();
        await planes.Client.TellAgentAsync("resume", "west");
        await times.UntilAsync(since, () => planes.LeasedByAsync("second", "queued", "west"), "the other agent has it", () => planes.Tail);

        ledger.LetGo("running", "queued");
        await planes.Client.EndsAsync("first", "Deployed");
        await planes.Client.EndsAsync("second", "Deployed");
        ledger.RanOnce([.. await planes.Client.ActivitiesAsync("first"), .. await planes.Client.ActivitiesAsync("second")], () => planes.Tail);
    });

    [Fact]
    public Task Kill_AgentWithALeaseThatHasNotBegun_AnotherTakesItWhenTheLeaseIsOver() => Drill.RunAsync("agent dies, lease not begun", LeasedLimit, async times =>
    {
        using var ledger = new Ledger();
        await using var planes = await Planes.StartAsync();
        // Its workers do not get through, so they never call.
        await using var wire = new Wire(planes.Controller.Workers);
        wire.Cut();
        await planes.AddAgentAsync("east", workers: wire.Address);
        await planes.Client.ApplyAsync(ledger.Resource("leased") + Documents.Of("env", "east west", "leased"));
        await planes.Client.AskAsync("deploy", "env");
        await Eventually.TrueAsync(() => planes.LeasedByAsync("env", "leased", "east"), "the agent has it", () => planes.Tail);
        await planes.AddAgentAsync("west");

        var since = Stopwatch.StartNew();
        await planes.KillHostAsync("east");
        await times.UntilAsync(since, () => planes.LeasedByAsync("env", "leased", "west"), "the other agent has it", () => planes.Tail);

        ledger.LetGo("leased");
        await planes.Client.EndsAsync("env", "Deployed");
        ledger.Check(await planes.Client.ActivitiesAsync("env"), () => planes.Tail);
        Assert.Equal(1, ledger.Starts("leased"));
    });
}
