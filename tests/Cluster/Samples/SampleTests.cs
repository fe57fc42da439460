using Actors.Contracts.Activities;
using Actors.Testing;

namespace Actors.Cluster.Samples;

/// <summary>Every sample is deployed and destroyed as its reader would, by the API.</summary>
/// <param name="silos">Of the engine that the workers run on.</param>
public abstract class SampleTests(SampleSilos silos)
{
    [Fact]
    public async Task Functions_AskAgainFailForNowAndKeepState()
    {
        var silo = await silos.GetAsync([WorkerKind.Function]);
        await silo.ApplyAsync("functions");

        await silo.RunAsync("deploy", "functions", "Deployed");

        var output = await silo.OutputAsync("functions");
        Assert.Equal(("T-1", 3), (output["approval"]!["tasks"]!["ask"]!["ticket"]!.GetValue<string>(), output["approval"]!["tasks"]!["ask"]!["calls"]!.GetValue<int>()));
        Assert.Equal((2, "hello"), (output["service"]!["tasks"]!["start"]!["tries"]!.GetValue<int>(), output["service"]!["tasks"]!["greet"]!["text"]!.GetValue<string>()));
        Assert.Contains("call 2: not approved yet", await silo.LogAsync("functions", "approval.task.ask") + string.Concat(await AttemptsAsync(silo, "functions", "approval.task.ask")), StringComparison.Ordinal);
        Assert.Contains("deploy of functions", await silo.LogAsync("functions", "service.task.greet"), StringComparison.Ordinal);
        await silo.RunAsync("destroy", "functions", "Destroyed");
        await silo.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Functions_WithDependencies_InstallThemOnceForTheProject()
    {
        var silo = await silos.GetAsync([WorkerKind.Function]);
        await using var index = new PackageIndex(silo.Host);
        await silo.Client.ApplyAsync(PackageDocuments.Of(index.Address, silo.Host, "packages-1", "packages-2"));

        foreach (var environment in (string[])["packages-1", "packages-2"])
        {
            await silo.RunAsync("deploy", environment, "Deployed");
            Assert.Equal("1.5", (await silo.OutputAsync(environment))["probe"]!["tasks"]!["ask"]!["version"]!.GetValue<string>());
            Assert.Equal(environment == "packages-1", (await silo.LogAsync(environment, "probe.task.ask")).Contains("installing actors-probe==1.5", StringComparison.Ordinal));
        }

        Assert.Equal(1, index.Downloads);
        foreach (var environment in (string[])["packages-1", "packages-2"])
        {
            await silo.RunAsync("destroy", environment, "Destroyed");
        }

        await silo.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Http_CreatesAndPollsUntilReady()
    {
        var silo = await silos.GetAsync([WorkerKind.Function]);
        await using var things = new ThingServer($"http://{silo.Host}:{silo.FreePort()}");
        await silo.ApplyAsync("http", ("https://api.example.com", things.Address));

        await silo.RunAsync("deploy", "http", "Deployed");

        var output = (await silo.OutputAsync("http"))["thing"]!["tasks"]!;
        Assert.Equal((201, "7"), (output["create"]!["statusCode"]!.GetValue<int>(), output["create"]!["body"]!["id"]!.GetValue<string>()));
        Assert.Equal("ready", output["wait"]!["body"]!["state"]!.GetValue<string>());
        Assert.Equal(["POST /things http {\"name\": \"http\"}", "GET /things/7", "GET /things/7", "GET /things/7"], things.Calls);
        await silo.RunAsync("destroy", "http", "Destroyed");
        await silo.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Hooks_RunWhereTheyBelong()
    {
        var silo = await silos.GetAsync([WorkerKind.Function]);
        await silo.ApplyAsync("hooks");

        await silo.RunAsync("deploy", "hooks", "Deployed");

        var ends = await silo.EndsAsync("hooks");
        Assert.Equal(("Skipped", "NotNeeded"), ends["machine.onSuccess.reserve"]);
        Assert.Equal(("Skipped", "NotNeeded"), ends["machine.onFailure.collect"]);
        Assert.Equal(("Skipped", "NotNeeded"), ends["environment.onFailure.alarm"]);
        Assert.Equal("Failed", ends["environment.onSuccess.announce"].State);
        Assert.All(new[] { "environment.onInit.welcome", "machine.onInit.check", "machine.onSuccess.register", "machine.onCompletion.tidy", "environment.onCompletion.bill" }, id => Assert.Equal("Succeeded", ends[id].State));
        Assert.Contains("registered in eu-1", await silo.LogAsync("hooks", "machine.onSuccess.register"), StringComparison.Ordinal);

        await silo.ApplyAsync("hooks", ("{name: broken, valueType: text, value: \"no\"}\n", "{name: broken, valueType: text, value: \"yes\"}\n"));
        await silo.RunAsync("deploy", "hooks", "DeployFailed");

        ends = await silo.EndsAsync("hooks");
        Assert.Equal(("Skipped", "NotNeeded"), ends["environment.onInit.welcome"]);
        Assert.Equal(("Skipped", "Dependency"), ends["machine.onSuccess.register"]);
        Assert.All(new[] { "machine.onFailure.collect", "machine.onCompletion.tidy", "environment.onFailure.alarm", "environment.onCompletion.bill" }, id => Assert.Equal("Succeeded", ends[id].State));

        await silo.ApplyAsync("hooks");
        await silo.RunAsync("destroy", "hooks", "Destroyed");
        Assert.DoesNotContain("environment.onInit.welcome", (await silo.EndsAsync("hooks")).Keys);
        await silo.NothingIsLeftAsync();
    }

    [Fact]
    public async Task TofuOptions_PlanIsAppliedByAnotherWorker()
    {
        var silo = await silos.GetAsync([WorkerKind.Git, WorkerKind.OpenTofu, WorkerKind.Function]);
        await using var git = await GitServer.StartAsync(Path.Combine(SourceTree.Sample("tofu-options"), "repo"), $"http://{silo.Host}:{silo.FreePort()}");
        await silo.ApplyAsync("tofu-options", ("https://git.example.com/modules.git", git.Address));

        await silo.RunAsync("deploy", "tofu-options", "Deployed");

        var output = (await silo.OutputAsync("tofu-options"))["module"]!;
        Assert.Equal("net-tofu-options-2", output["label"]!["value"]!.GetValue<string>());
        Assert.Equal("""["a","b"]""", output["zones"]!["value"]!.ToJsonString());
        var read = (await silo.OutputAsync("tofu-options"))["reader"]!["tasks"]!["fetch"]!;
        Assert.Equal(("zstd", true), (read["format"]!.GetValue<string>(), read["bytes"]!.GetValue<int>() > 500));
        Assert.Contains("bytes with ***", await silo.LogAsync("tofu-options", "reader.task.fetch"), StringComparison.Ordinal);
        Assert.Contains(".actors/plan", await silo.LogAsync("tofu-options", "module.plan.after.look"), StringComparison.Ordinal);
        // A plan of outputs alone has no line of resources in the tool of the image.
        Assert.Matches("Plan: |Changes to Outputs:", await silo.Client.MustAsync("plan", "download", "tofu-options", "module", "-o", "-"));
        Assert.Contains("2 output(s) change", await silo.Client.MustAsync("describe", "activity", "tofu-options/module.plan"), StringComparison.Ordinal);
        var deployed = JsonNode.Parse(await silo.Client.MustAsync("state", "list", "tofu-options", "module", "-o", "json"))!["current"]!["version"]!.ToString();
        await silo.RunAsync("destroy", "tofu-options", "Destroyed");

        // The state before the destroy comes back, and the next destroy takes it for the newest.
        await silo.Client.MustAsync("state", "restore", "tofu-options", "module", "--version", deployed);
        Assert.Contains("net-tofu-options-2", await silo.Client.MustAsync("state", "download", "tofu-options", "module", "-o", "-"), StringComparison.Ordinal);
        await silo.RunAsync("destroy", "tofu-options", "Destroyed");
        Assert.Contains("\"outputs\":{}", (await silo.Client.MustAsync("state", "download", "tofu-options", "module", "-o", "-")).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        await silo.NothingIsLeftAsync();
    }

    [Fact]
    public async Task CancelAndRetry_GoesOnInTheSameRun()
    {
        var silo = await silos.GetAsync([WorkerKind.Function]);
        await silo.ApplyAsync("cancel-and-retry");
        await silo.Client.AskAsync("deploy", "cancel-and-retry");
        await Eventually.TrueAsync(async () => (await silo.LogAsync("cancel-and-retry", "first.task.start")).Contains("call 1", StringComparison.Ordinal), "the first call has begun", () => silo.Tail);

        await silo.RunAsync("cancel", "cancel-and-retry", "DeployFailed");
        Assert.Equal("Cancelled", (await silo.EndsAsync("cancel-and-retry"))["first.task.start"].State);
        await silo.RunAsync("retry", "cancel-and-retry", "DeployFailed");
        Assert.Equal(("Failed", "FunctionFailed"), (await silo.EndsAsync("cancel-and-retry"))["first.task.start"]);
        await silo.RunAsync("retry", "cancel-and-retry", "Deployed");

        Assert.Equal(3, (await silo.OutputAsync("cancel-and-retry"))["first"]!["tasks"]!["start"]!["calls"]!.GetValue<int>());
        await silo.RunAsync("destroy", "cancel-and-retry", "Destroyed");
        await silo.NothingIsLeftAsync();
    }

    private static async Task<IEnumerable<string>> AttemptsAsync(SampleSilo silo, string environment, string activity)
    {
        var texts = new List<string>();
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            texts.Add(await silo.Client.MustAsync("logs", environment, activity, "--attempt", $"{attempt}"));
        }

        return texts;
    }
}
