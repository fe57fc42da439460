using System.Net;
using System.Text;
using Actors.Cli.Hosting;
using Actors.Cli.Tests.Support;
using Actors.Contracts.Activities;

namespace Actors.Cli.Tests.Runs;

public sealed class LogsCommandTests
{
    private const string LogPath = $"{Shapes.Environment}/logs";
    private const string ListPath = $"GET {Shapes.Environment}/activities";

    [Fact]
    public async Task Logs_OneActivity_PrintsItsWholeLog()
    {
        var log = new string('ä', 200_000) + "\nend\n";
        await using var server = await FakeServer.StartAsync();
        server.On(ListPath, Shapes.ListJson(Shapes.Activity("a.tofu", ActivityStatus.Succeeded), Shapes.Activity("b.tofu", ActivityStatus.Succeeded)));
        server.OnLog(LogPath, log);

        var result = await server.RunAsync("logs", "demo", "a.tofu");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Equal(log, result.Out);
        Assert.All(server.Requests.Skip(1), request => Assert.Contains($"activity=a.tofu&run={Shapes.Run}&attempt=1", request.Query, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, "a\tb\u241B]0;x\u2407\u2400\u2421\uFFFDü\u240D\n")]
    [InlineData(false, "a\tb\u001B]0;x\u0007\0\u007F\u009Bü\r\n")]
    public async Task Logs_ControlCharacters_AreShownOnATerminalAndRawElsewhere(bool terminal, string expected)
    {
        await using var server = await FakeServer.StartAsync();
        server.On(ListPath, Shapes.ListJson(Shapes.Activity("a.tofu", ActivityStatus.Succeeded)));
        server.OnLog(LogPath, "a\tb\u001B]0;x\u0007\0\u007F\u009Bü\r\n");

        var result = await CliRun.RunAsync(["logs", "demo", "a.tofu"], server.Address, FakeServer.Token, terminal: terminal);

        Assert.Equal(expected, result.Out);
    }

    [Fact]
    public async Task Logs_Resource_PrintsItsActivitiesWithTheirNames()
    {
        await using var server = await FakeServer.StartAsync();
        server.On(ListPath, Shapes.ListJson(
            Shapes.Activity("a.artifact", ActivityStatus.Succeeded), Shapes.Activity("a.tofu", ActivityStatus.Waiting, attempt: 0), Shapes.Activity("b.tofu", ActivityStatus.Succeeded)));
        server.OnLog(LogPath, "hello\n");

        var result = await server.RunAsync("logs", "demo", "a");

        Assert.Equal("==> a.artifact <==\nhello\n==> a.tofu <==\n", result.Out);
    }

    [Fact]
    public async Task Logs_Attempt_IsAskedFor()
    {
        await using var server = await FakeServer.StartAsync();
        server.On(ListPath, Shapes.ListJson(Shapes.Activity("a.tofu", ActivityStatus.Failed, attempt: 3)));
        server.OnLog(LogPath, "hello\n");

        await server.RunAsync("logs", "demo", "--attempt", "2");

        Assert.Contains("attempt=2", server.Requests.Last().Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_UnknownResource_NamesWhatIsThere()
    {
        await using var server = await FakeServer.StartAsync();
        server.On(ListPath, Shapes.ListJson(Shapes.Activity("a.tofu", ActivityStatus.Failed)));

        var result = await server.RunAsync("logs", "demo", "c");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("'c'. Activities: a.tofu.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_Follow_GoesOnThroughTheNextAttemptUntilTheEnd()
    {
        await using var server = await FakeServer.StartAsync();
        server.OnEach(
            ListPath,
            Shapes.ListJson(Shapes.Activity("a.tofu", ActivityStatus.Queued, attempt: 0)),
            Shapes.ListJson(Shapes.Activity("a.tofu", ActivityStatus.Running, attempt: 1)),
            Shapes.ListJson(Shapes.Activity("a.tofu", ActivityStatus.Running, attempt: 1)),
            Shapes.ListJson(Shapes.Activity("a.tofu", ActivityStatus.Running, attempt: 2)),
            Shapes.ListJson(Shapes.Activity("a.tofu", ActivityStatus.Succeeded, attempt: 2)));
        server.On($"GET {LogPath}", async context =>
        {
            var log = context.Request.Query["attempt"] == "1" ? "first\n" : "second\n";
            var piece = log[Math.Min(log.Length, int.Parse(context.Request.Query["offset"].ToString()))..];
            context.Response.Headers["Actors-Log-Next"] = $"{log.Length}";
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(piece));
        });

        var result = await server.RunAsync("logs", "demo", "a", "-f");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Equal("first\n==> a.tofu, attempt 2 <==\nsecond\n", result.Out);
    }

    [Fact]
    public async Task State_AdoptAndDiscard_AskTheServer()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"POST {Shapes.Environment}/resources/app/state/adopt", "", HttpStatusCode.NoContent);
        server.On($"POST {Shapes.Environment}/resources/app/state/discard", "", HttpStatusCode.NoContent);

        Assert.Equal("state of app in Environment/demo adopted\n", (await server.RunAsync("state", "adopt", "demo", "app")).Out);
        Assert.Equal("state of app in Environment/demo discarded\n", (await server.RunAsync("state", "discard", "demo", "app")).Out);
    }
}
