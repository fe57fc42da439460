using System.Net;

namespace Actors.Cluster.Runs;

/// <summary>Cancel, retry and delete, and who gets in the way of a silo that starts.</summary>
public sealed class RunTests
{
    [Fact]
    public async Task CancelledDeploy_EndsItsWorkers_AndRetryGoesOnToTheEnd()
    {
        using var folder = new TempFolder();
        await using var silo = await SiloProcess.StartAsync();
        using var client = new Client(silo);
        var second = $"echo started >>{folder.File("second")}\nuntil [ -e {folder.File("go")} ]; do sleep 0.1; done";
        await client.ApplyAsync(Documents.Agent()
            + Documents.Resource("first", "echo first >>" + folder.File("ledger"))
            + Documents.Resource("second", second)
            + Documents.Resource("third", "echo third >>" + folder.File("ledger"))
            + Documents.Of("cancelled", "local", "first", "second: first", "third: second"));
        await client.AskAsync("deploy", "cancelled");
        await Eventually.TrueAsync(() => File.Exists(folder.File("second")), "the second function runs", () => silo.Tail);

        await client.AskAsync("cancel", "cancelled");

        await client.EndsAsync("cancelled", "DeployFailed");
        Assert.Equal("Cancelled", (await client.EnvironmentAsync("cancelled"))["status"]!["run"]!["state"]!.GetValue<string>());
        Assert.Equal(["Succeeded", "Cancelled", "Skipped"], (await client.ActivitiesAsync("cancelled")).Select(Client.State));
        await silo.NothingIsLeftAsync();

        folder.Write("go", "");
        await client.AskAsync("retry", "cancelled");

        await client.EndsAsync("cancelled", "Deployed");
        Assert.Equal(["first", "third"], File.ReadAllLines(folder.File("ledger")));
        await silo.NothingIsLeftAsync();

        var (status, body) = await client.SendAsync(HttpMethod.Delete, "/apis/eaas.envmgmt.io/v1/projects/default/environments/cancelled");
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("Destroy it first", body, StringComparison.OrdinalIgnoreCase);

        await client.AskAsync("destroy", "cancelled");
        await client.EndsAsync("cancelled", "Destroyed");
        await client.MustAsync("delete", "environment", "cancelled");
    }

    [Fact]
    public async Task Start_OnPortsInUse_EndsWithOneLineThatNamesThePort()
    {
        await using var silo = await SiloProcess.StartAsync();
        using var folder = new TempFolder();

        var ran = await Child.RunAsync(folder.Path, "dotnet", [SourceTree.Silo, .. silo.PlaceArguments(folder.File("data"))]);

        Assert.Equal(1, ran.Code);
        var line = Assert.Single(ran.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains($"port {silo.Api.Port} is in use", line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ran.Output, StringComparison.Ordinal);
    }
}
