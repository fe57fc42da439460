using System.Diagnostics;
using Actors.Testing;

namespace Actors.Cluster.Drills;

/// <summary>
/// The host of an agent is gone, with its workers: what had started begins elsewhere once it was not heard for the silence. The silences are scaled down here, from 120 s and 300 s.
/// </summary>
public sealed class HostGoneTests
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan ApplySilence = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(15);

    [Fact]
    public Task Kill_AgentAndWorkers_ActivityBeginsElsewhereAfterTheSilence() => Drill.RunAsync($"agent host gone (Silence {Silence.TotalSeconds:0} s)", Silence + Margin, async times =>
    {
        using var ledger = new Ledger();
        await using var planes = await Planes.StartAsync("--Actors:Silence", $"{Silence}", "--Actors:ApplySilence", $"{ApplySilence}");
        await planes.AddAgentAsync("east");
        await planes.Client.ApplyAsync(ledger.Resource("work") + Documents.Of("env", "east west", "work"));
        await planes.Client.AskAsync("deploy", "env");
        await ledger.StartedAsync(() => planes.Tail, "work");
        await planes.AddAgentAsync("west");

        var since = Stopwatch.StartNew();
        await planes.KillHostAsync("east");
        await times.UntilAsync(since, () => Task.FromResult(ledger.Starts("work") == 2), "it begins elsewhere", () => planes.Tail);

        ledger.LetGo("work");
        await planes.Client.EndsAsync("env", "Deployed");
        ledger.Check(await planes.Client.ActivitiesAsync("env"), () => planes.Tail);
    });

    [Fact]
    public Task Kill_AgentAndItsApply_ItBeginsElsewhereAfterTheLongerSilence() => Drill.RunAsync($"agent host gone (ApplySilence {ApplySilence.TotalSeconds:0} s)", ApplySilence + Margin, async times =>
    {
        using var ledger = new Ledger();
        using var files = new TempFolder();
        File.WriteAllText(files.File("main.tf"), "output \"name\" {\n  value = \"net\"\n}\n");
        await using var git = await GitServer.StartAsync(files.Path, $"http://127.0.0.1:{FreePorts.Take()}");
        await using var planes = await Planes.StartAsync("--Actors:Silence", $"{Silence}", "--Actors:ApplySilence", $"{ApplySilence}");
        var tofu = ledger.Tofu("net", Path.Combine(SourceTree.TofuStandIn, "tofu"));
        await planes.AddAgentAsync("east", path: tofu);
        await planes.Client.ApplyAsync($$"""
            apiVersion: integrations.k8smgmt.io/v3
            kind: Repository
            metadata: { name: code }
            spec: { type: Git, endpoint: {{git.Address}} }
            ---
            apiVersion: eaas.envmgmt.io/v1
            kind: ResourceTemplate
            metadata: { name: net }
            spec:
              version: v1
              provider: opentofu
              providerOptions: { openTofu: { backendType: system, refresh: true, lock: true } }
              repositoryOptions: { name: code, branch: main }
            ---

            """ + Documents.Of("env", "east west", "net"));
        await planes.Client.AskAsync("deploy", "env");
        await ledger.StartedAsync(() => planes.Tail, "net");
        await planes.AddAgentAsync("west", path: tofu);

        var since = Stopwatch.StartNew();
        await planes.KillHostAsync("east");
        await times.UntilAsync(since, () => Task.FromResult(ledger.Starts("net") == 2), "it begins elsewhere", () => planes.Tail);
        // Not sooner: the worker that is gone might only have been cut off, and its apply with it.
        Assert.True(since.Elapsed > ApplySilence * 2 / 3, $"It began elsewhere after {since.Elapsed.TotalSeconds:0.0} s.{Environment.NewLine}{planes.Tail}");

        ledger.LetGo("net");
        await planes.Client.EndsAsync("env", "Deployed");
        ledger.Check([.. (await planes.Client.ActivitiesAsync("env")).Where(activity => Client.Name(activity).EndsWith(".tofu", StringComparison.Ordinal))], () => planes.Tail);
    });
}
