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
    public async Task Logs_Follow_PrintsEventsThroughTheAttemptsUntilTheEnd()
    {
        await using var server = await FakeServer.StartAsync();
        server.On(ListPath, Shapes.ListJson(Shapes.Activity("a.tofu", ActivityStatus.Queued, attempt: 0)));
        server.OnEvents(
            $"GET {Shapes.Environment}/activities/a.tofu/logs",
            [
                ("status", null, """{"attempt":0,"state":"Queued","reason":"AgentsFull","message":"All slots are taken."}"""), ("attempt", "1.0", """{"attempt":1}"""),
                ("log", "1.6", """{"attempt":1,"offset":0,"text":"first\n"}"""), ("heartbeat", null, """{"attempt":1}"""),
                ("truncated", "1.6", """{"attempt":1,"message":"It was cut."}"""),
                ("attempt", "2.0", """{"attempt":2}"""), ("log", "2.7", """{"attempt":2,"offset":0,"text":"second\n"}"""), ("end", "2.7.end", """{"attempt":2,"state":"Succeeded"}"""),
            ]);

        var result = await server.RunAsync("logs", "demo", "a", "-f");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Equal("first\n==> a.tofu, attempt 2 <==\nsecond\n", result.Out);
        Assert.Equal("a.tofu Queued: AgentsFull: All slots are taken.\na.tofu, attempt 1: It was cut.\n", result.Error);
        Assert.Equal($"?follow=true&run={Shapes.Run}", server.Requests.Last().Query);
    }

    [Fact]
    public async Task Logs_FollowOverABrokenConnection_GoesOnWhereItWas()
    {
        await using var server = await FakeServer.StartAsync();
        server.On(ListPath, Shapes.ListJson(Shapes.Activity("a.tofu", ActivityStatus.Running)));
        List<string> lastIds = [];
        server.On($"GET {Shapes.Environment}/activities/a.tofu/logs", async context =>
        {
            var last = context.Request.Headers["Last-Event-ID"].ToString();
            lastIds.Add(last);
            if (last.Length == 0)
            {
                await FakeServer.WriteEventsAsync(context, [("log", "1.2", """{"attempt":1,"offset":0,"text":"a\n"}""")]);

                // A reset may take what was sent with it: then it is asked for once more, and the stream just stops.
                if (lastIds.Count == 1)
                {
                    context.Abort();
                }
            }
            else if (lastIds.Count(id => id == last) == 1)
            {
                context.Response.StatusCode = 503;
            }
            else
            {
                await FakeServer.WriteEventsAsync(context, [("log", "1.4", """{"attempt":1,"offset":2,"text":"b\n"}"""), ("end", "1.4.end", """{"attempt":1}""")]);
            }
        });

        var result = await server.RunAsync("logs", "demo", "a", "-f");

        Assert.Equal((ExitCodes.Ok, "a\nb\n"), (result.ExitCode, result.Out));
        Assert.Equal(["", "1.2", "1.2"], lastIds.Distinct().Append("1.2"));
        Assert.Equal(2, lastIds.Count(id => id == "1.2"));
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
