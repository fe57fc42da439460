using System.Diagnostics;

namespace Actors.Cluster.Drills;

/// <summary>
/// The host of an agent is gone, with its workers: what had started begins elsewhere once it was not heard for the silence. The silences are scaled down here, from 120 s and 300 s.
/// </summary>
public sealed class HostGoneTests
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(15);

    [Fact]
    public Task Kill_AgentAndWorkers_ActivityBeginsElsewhereAfterTheSilence() => Drill.RunAsync($"agent host gone (Silence {Silence.TotalSeconds:0} s)", Silence + Margin, async times =>
    {
        using var ledger = new Ledger();
        await using var planes = await Planes.StartAsync("--Actors:Silence", $"{Silence}", "--Actors:ApplySilence", $"{Silence}");
        await planes.AddAgentAsync("east");
        await planes.Client.ApplyAsync(ledger.Resource("work") + Documents.Of("env", "east west", "work"));
        await planes.Client.AskAsync("deploy", "env");
        await ledger.StartedAsync(() => planes.Tail, "work");
        await planes.AddAgentAsync("west");

        await planes.KillHostAsync("east");
        var since = Stopwatch.StartNew();
        await times.UntilAsync(since, () => Task.FromResult(ledger.Starts("work") == 2), "it begins elsewhere", () => planes.Tail);

        ledger.LetGo("work");
        await planes.Client.EndsAsync("env", "Deployed");
        ledger.Check(await planes.Client.ActivitiesAsync("env"), () => planes.Tail);
    });
}
