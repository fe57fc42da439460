using System.Net;
using System.Text.Json.Nodes;
using Actors.Cli.Hosting;
using Actors.Cli.Tests.Support;
using Actors.Contracts.Activities;
using Microsoft.AspNetCore.Http;

namespace Actors.Cli.Tests.Runs;

public sealed class RunCommandsTests
{
    private const string RunPath = $"{Shapes.Environment}/runs/{Shapes.Run}";

    [Theory]
    [InlineData("deploy")]
    [InlineData("destroy")]
    [InlineData("cancel")]
    [InlineData("retry")]
    public async Task Verb_WithoutWait_AsksAndNamesTheRun(string verb)
    {
        await using var server = await StartAsync(verb);

        var result = await server.RunAsync(verb, "demo", "--idempotency-key", "k1");
        var json = await server.RunAsync(verb, "demo", "-o", "json");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Contains(Shapes.Run, result.Error, StringComparison.Ordinal);
        Assert.Equal(Shapes.Run, JsonNode.Parse(json.Out)!["run"]!.GetValue<string>());
        Assert.Equal("k1", server.Requests.First().IdempotencyKey);
        Assert.NotEmpty(server.Requests.Last().IdempotencyKey);
    }

    [Fact]
    public async Task Deploy_ServerCannotAnswerForAMoment_AsksAgainForTheSameRun()
    {
        await using var server = await StartAsync("deploy");
        var calls = 0;
        server.On($"POST {Shapes.Environment}/deploy", async context =>
        {
            var answers = ++calls > 3;
            context.Response.StatusCode = answers ? 202 : 503;
            await context.Response.WriteAsync(answers ? $$"""{"run":"{{Shapes.Run}}"}""" : """{"error":{"code":"Unavailable","message":"The silo cannot answer now."}}""");
        });

        var result = await server.RunAsync("deploy", "demo");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Equal(4, calls);
        Assert.NotEmpty(Assert.Single(server.Requests.Select(request => request.IdempotencyKey).Distinct()));
    }

    [Fact]
    public async Task Destroy_Force_AsksForIt()
    {
        await using var server = await StartAsync("destroy");

        await server.RunAsync("destroy", "demo");
        await server.RunAsync("destroy", "demo", "--force");

        Assert.Equal(["", "?force=true"], server.Requests.Select(request => request.Query));
    }

    [Fact]
    public async Task Deploy_Queue_AsksForItSaysItsPlaceAndWaitsItsTurn()
    {
        await using var server = await StartAsync("deploy");
        server.On($"POST {Shapes.Environment}/deploy", $$"""{"run":"{{Shapes.Run}}","position":2}""", HttpStatusCode.Accepted);
        server.OnEach($"GET {RunPath}", Shapes.QueuedJson("Waits for the end of run R."), Shapes.QueuedJson("Waits for the end of run R."), Shapes.RunJson("Succeeded"));
        server.On($"GET {Shapes.Environment}", Shapes.EnvironmentJson("Deployed", "{}"));

        var result = await server.RunAsync("deploy", "demo", "--queue", "--wait");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Equal("?ifBusy=queue", server.Requests.First().Query);
        Assert.Contains($"run {Shapes.Run} waits its turn (1 wait before it)", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Lines, line => line.EndsWith("Queued: Waits for the end of run R.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cancel_All_AsksForIt()
    {
        await using var server = await StartAsync("cancel");

        await server.RunAsync("cancel", "demo", "--all");

        Assert.Equal("?all=true", server.Requests.Single().Query);
    }

    [Fact]
    public async Task Deploy_RunInProgress_SaysSo()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"POST {Shapes.Environment}/deploy", """{"error":{"code":"Conflict","message":"Run R is in progress."}}""", HttpStatusCode.Conflict);

        var result = await server.RunAsync("deploy", "demo", "--wait");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Equal("error: Run R is in progress.\n", result.Error);
    }

    [Fact]
    public async Task Wait_RunSucceeds_PrintsEachChangeOnceAndTheOutputs()
    {
        await using var server = await StartAsync("deploy");
        server.OnEach(
            $"GET {RunPath}",
            Shapes.RunJson("Running", Shapes.Activity("network.task.run", ActivityStatus.Running), Shapes.Activity("app.task.run", ActivityStatus.Waiting, ReasonCode.Dependency, "waits for network", 0)),
            Shapes.RunJson("Running", Shapes.Activity("network.task.run", ActivityStatus.Running), Shapes.Activity("app.task.run", ActivityStatus.Waiting, ReasonCode.Dependency, "waits for network", 0)),
            Shapes.RunJson("Succeeded", Shapes.Activity("network.task.run", ActivityStatus.Succeeded), Shapes.Activity("app.task.run", ActivityStatus.Succeeded, attempt: 2)));
        server.On($"GET {Shapes.Environment}", Shapes.EnvironmentJson("Deployed", """{"network":{"cidr":{"value":"10.0.0.0/16","sensitive":false}}}"""));

        var result = await server.RunAsync("deploy", "demo", "--wait");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Single(result.Lines, line => line.Contains("network.task.run", StringComparison.Ordinal) && line.Contains("Running", StringComparison.Ordinal));
        Assert.Matches(@"(?m)network\.task\.run +Running +agent=local worker=w-network\.task\.run-1 attempt=1$", result.Out);
        Assert.Matches(@"(?m)app\.task\.run +Waiting +Dependency: waits for network$", result.Out);
        Assert.Matches(@"(?m)app\.task\.run +Succeeded +agent=local worker=\S+ attempt=2 time=3\.0s$", result.Out);
        Assert.Matches(@"(?m)^network\.cidr +10\.0\.0\.0/16$", result.Out);
        Assert.Contains("Deploy of Environment/demo: Succeeded after 12s", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_RunFailsWithALongMessage_ShowsItsFirstLineAndTheCommandForAll()
    {
        await using var server = await FakeServer.StartAsync();
        var message = "exit code 1\n" + string.Join('\n', Enumerable.Repeat("more of it", 100));
        server.On($"GET {RunPath}", Shapes.RunJson("Failed", Shapes.Activity("app.tofu", ActivityStatus.Failed, ReasonCode.TofuFailed, message)));
        server.OnLog($"{Shapes.Environment}/logs", "log\n");

        var result = await server.RunAsync("wait", "demo", "--run", Shapes.Run);

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains($"\napp.tofu: TofuFailed: exit code 1…\n  'actors describe activity demo/app.tofu --run {Shapes.Run}' shows the whole message.\n", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("more of it", result.Error + result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_RunFails_EndsWith1AndShowsReasonMessageAndLogTail()
    {
        await using var server = await StartAsync("deploy");
        server.On($"GET {RunPath}", Shapes.RunJson("Failed", Shapes.Activity("app.tofu", ActivityStatus.Failed, ReasonCode.TofuFailed, "exit code 1")));
        server.OnLog($"{Shapes.Environment}/logs", string.Concat(Enumerable.Range(1, 50).Select(i => $"line {i}\n")));

        var result = await server.RunAsync("deploy", "demo", "--wait");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("error: Deploy of Environment/demo: Failed", result.Error, StringComparison.Ordinal);
        Assert.Contains("app.tofu: TofuFailed: exit code 1", result.Error, StringComparison.Ordinal);
        Assert.Contains("| line 31\n", result.Error, StringComparison.Ordinal);
        Assert.Contains("| line 50\n", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("| line 30\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_Json_PrintsOnlyTheRun()
    {
        await using var server = await StartAsync("destroy");
        server.On($"GET {RunPath}", Shapes.RunJson("Succeeded", Shapes.Activity("app.tofu", ActivityStatus.Succeeded)));

        var result = await server.RunAsync("destroy", "demo", "--wait", "-o", "json");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Equal("Succeeded", JsonNode.Parse(result.Out)!["status"]!["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task Wait_Cancel_EndsWith0WhenTheRunIsCancelled()
    {
        await using var server = await StartAsync("cancel");
        server.OnEach($"GET {RunPath}", Shapes.RunJson("Running"), Shapes.RunJson("Cancelled"));
        server.On($"GET {Shapes.Environment}", Shapes.EnvironmentJson("DeployFailed"));

        var result = await server.RunAsync("cancel", "demo", "--wait");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Contains("Cancelled", result.Out, StringComparison.Ordinal);
    }

    private static async Task<FakeServer> StartAsync(string verb) =>
        (await FakeServer.StartAsync()).On($"POST {Shapes.Environment}/{verb}", $$"""{"run":"{{Shapes.Run}}"}""", HttpStatusCode.Accepted);
}
