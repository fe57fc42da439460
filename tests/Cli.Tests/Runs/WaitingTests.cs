using System.Net;
using Actors.Cli.Hosting;
using Actors.Cli.Tests.Support;
using Actors.Contracts.Activities;

namespace Actors.Cli.Tests.Runs;

public sealed class WaitingTests
{
    private const string RunPath = $"{Shapes.Environment}/runs/{Shapes.Run}";

    [Fact]
    public async Task Wait_ServerAwayForAMoment_GoesOn()
    {
        await using var server = await StartAsync("deploy");
        var calls = 0;
        server.On($"GET {RunPath}", async context =>
        {
            context.Response.StatusCode = ++calls <= 3 ? 503 : 200;
            await context.Response.Body.WriteAsync(calls <= 3 ? default : System.Text.Encoding.UTF8.GetBytes(Shapes.RunJson("Succeeded")));
        });
        server.On($"GET {Shapes.Environment}", Shapes.EnvironmentJson("Deployed"));

        var result = await server.RunAsync("deploy", "demo", "--wait");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Single(result.Lines, line => line.StartsWith("Waiting for the server", StringComparison.Ordinal));
        Assert.Single(result.Lines, line => line == "The server answers again.");
    }

    [Fact]
    public async Task Wait_ServerAwayForTooLong_GivesUp()
    {
        await using var server = await StartAsync("deploy");
        server.On($"GET {RunPath}", "", HttpStatusCode.ServiceUnavailable);

        var result = await server.RunAsync("deploy", "demo", "--wait");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("503", result.Error, StringComparison.Ordinal);
        Assert.InRange(server.Requests.Count, 100, 130);
    }

    [Fact]
    public async Task Wait_Timeout_EndsWith1AndSaysThatTheRunGoesOn()
    {
        await using var server = await StartAsync("deploy");
        server.On($"GET {RunPath}", Shapes.RunJson("Running"));

        var result = await server.RunAsync("deploy", "demo", "--wait", "--timeout", "30s");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("Not ended within 30s", result.Error, StringComparison.Ordinal);
        Assert.Contains("actors cancel demo", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_Interrupted_EndsWith130AndSaysThatTheRunGoesOn()
    {
        await using var server = await StartAsync("deploy");
        using var interrupted = new CancellationTokenSource();
        server.On($"GET {RunPath}", async context =>
        {
            await interrupted.CancelAsync();
            await context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(Shapes.RunJson("Running")));
        });

        var result = await CliRun.RunAsync(["deploy", "demo", "--wait"], server.Address, FakeServer.Token, cancellation: interrupted.Token);

        Assert.Equal(ExitCodes.Interrupted, result.ExitCode);
        Assert.Contains("goes on", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitCommand_CurrentRun_IsFollowed()
    {
        await using var server = await StartAsync("deploy");
        server.On($"GET {Shapes.Environment}", Shapes.EnvironmentJson("Deployed"));
        server.On($"GET {RunPath}", Shapes.RunJson("Succeeded"));

        var result = await server.RunAsync("wait", "demo");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.DoesNotContain(server.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task Wait_Terminal_ShowsATable()
    {
        await using var server = await StartAsync("deploy");
        server.OnEach(
            $"GET {RunPath}",
            Shapes.RunJson("Running", Shapes.Activity("a.tofu", ActivityStatus.Running)),
            Shapes.RunJson("Succeeded", Shapes.Activity("a.tofu", ActivityStatus.Succeeded)));
        server.On($"GET {Shapes.Environment}", Shapes.EnvironmentJson("Deployed"));

        var result = await CliRun.RunAsync(["deploy", "demo", "--wait"], server.Address, FakeServer.Token, terminal: true);

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Contains("ACTIVITY", result.Out, StringComparison.Ordinal);
        Assert.Contains("a.tofu", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("agent=local", result.Out, StringComparison.Ordinal);
    }

    private static async Task<FakeServer> StartAsync(string verb) =>
        (await FakeServer.StartAsync()).On($"POST {Shapes.Environment}/{verb}", $$"""{"run":"{{Shapes.Run}}"}""", HttpStatusCode.Accepted);
}
