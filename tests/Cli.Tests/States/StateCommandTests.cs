using System.Net;
using System.Text.Json.Nodes;
using Actors.Cli.Hosting;
using Actors.Cli.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Actors.Cli.Tests.States;

public sealed class StateCommandTests
{
    private const string State = $"{Shapes.Environment}/resources/app/state";
    private const string Content = """{"version":4,"serial":7,"outputs":{"key":{"value":"planted-secret"}}}""";
    private const string Current = """
        {"version":3,"state":"Current","origin":"Written","run":"R1","activity":"app.tofu","attempt":2,"at":"2026-01-01T12:00:00+00:00","serial":7,"lineage":"l","sha256":"0123456789abcdef0123","bytes":120}
        """;

    [Fact]
    public async Task List_OfAnEnvironment_ShowsEachStateWithItsLock()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"GET {Shapes.Environment}/states", $$"""
            {"kind":"StateList","metadata":{"count":2,"limit":200,"offset":0},"items":[
             {"resource":"app","environment":"demo","project":"default","current":{{Current}},"versions":3,"keptAside":1,
              "lock":{"id":"L1","run":"R2","activity":"app.tofu","attempt":1,"alive":true,"operation":"OperationTypeApply","since":"2026-01-01T12:30:00+00:00"} },
             {"resource":"net","environment":"demo","project":"default","versions":0,"keptAside":0}]}
            """);

        var result = await server.RunAsync("state", "list", "demo");
        var json = await server.RunAsync("state", "list", "demo", "-o", "json");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Matches(@"(?m)^app +3 +7 +120 +2026-01-01T12:00:00\+00:00 +R1/app\.tofu attempt 2 +1 +L1 by R2/app\.tofu attempt 1, OperationTypeApply, since 2026-01-01T12:30:00\+00:00$", result.Out);
        Assert.Matches("(?m)^net +0$", result.Out);
        Assert.Equal(2, JsonNode.Parse(json.Out)!["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task List_OfAResource_ShowsItsVersions()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"GET {State}", $$"""{"resource":"app","environment":"demo","project":"default","current":{{Current}},"versions":3,"keptAside":1,"lock":{"id":"L1","run":"R2","activity":"app.tofu","attempt":1,"alive":false} }""");
        server.On($"GET {State}/versions", $$"""
            {"kind":"StateVersionList","metadata":{"count":3,"limit":200,"offset":0},"items":[
             {"version":4,"state":"KeptAside","origin":"Written","run":"R1","activity":"app.tofu","attempt":1,"at":"2026-01-01T12:10:00+00:00","serial":6,"sha256":"aaaaaaaaaaaaaaaa","bytes":9},
             {{Current}},
             {"version":2,"state":"Earlier","origin":"Restored","source":1,"by":"administrator","at":"2026-01-01T11:00:00+00:00","serial":5,"sha256":"bbbbbbbbbbbbbbbb","bytes":8}]}
            """);

        var result = await server.RunAsync("state", "list", "demo", "app");
        var json = await server.RunAsync("state", "list", "demo", "app", "-o", "json");

        Assert.Matches("(?m)^Locked: +L1 by R2/app.tofu attempt 1, which is over$", result.Out);
        Assert.Matches(@"(?m)^4 +KeptAside +6 +9 +\S+ +R1/app\.tofu attempt 1 +aaaaaaaaaaaa$", result.Out);
        Assert.Matches(@"(?m)^2 +Earlier +5 +8 +\S+ +restored from 1 by administrator +bbbbbbbbbbbb$", result.Out);
        Assert.Equal((3, "L1"), (JsonNode.Parse(json.Out)!["history"]!.AsArray().Count, JsonNode.Parse(json.Out)!["lock"]!["id"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Download_IsANewFileForItsOwnerOnly()
    {
        await using var server = await StartAsync();
        using var folder = new TempFolder();

        var result = await RunAsync(server, folder, "state", "download", "demo", "app");

        var file = Path.Combine(folder.Path, "app-3.tfstate");
        Assert.Equal((ExitCodes.Ok, Content), (result.ExitCode, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)));
        Assert.DoesNotContain("planted-secret", result.Out + result.Error, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        var again = await RunAsync(server, folder, "state", "download", "demo", "app");
        Assert.Equal(ExitCodes.Usage, again.ExitCode);
        Assert.Contains("is there already", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_ToTheStandardOutput_OnlyWhenToldSo()
    {
        await using var server = await StartAsync();
        using var folder = new TempFolder();

        var result = await RunAsync(server, folder, "state", "download", "demo", "app", "--version", "3", "-o", "-");

        Assert.Equal((ExitCodes.Ok, Content), (result.ExitCode, result.Out));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task Download_WhatIsNotThere_LeavesNoFile()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = new TempFolder();

        Assert.Equal(ExitCodes.Failed, (await RunAsync(server, folder, "state", "download", "demo", "app", "-o", "x")).ExitCode);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task Download_CutInTheMiddle_LeavesNoFile()
    {
        await using var server = await FakeServer.StartAsync();
        using var folder = new TempFolder();
        // Less than it promised: the connection is closed.
        server.On($"GET {State}/versions/current", async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("{");
            await context.Response.Body.FlushAsync();
        });

        var result = await RunAsync(server, folder, "state", "download", "demo", "app", "-o", "x");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("Not all of it could be written", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task Restore_NamesBothVersions()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"POST {State}/versions/2/restore", """{"version":4,"source":2,"serial":8}""");

        var result = await server.RunAsync("state", "restore", "demo", "app", "--version", "2");

        Assert.Equal((ExitCodes.Ok, "state of app in Environment/demo: version 2 restored as version 4\n"), (result.ExitCode, result.Out));
        Assert.Equal(ExitCodes.Usage, (await server.RunAsync("state", "restore", "demo", "app")).ExitCode);
    }

    [Fact]
    public async Task List_NoStates_SaysSo()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"GET {Shapes.Environment}/states", """{"kind":"StateList","metadata":{"count":0},"items":[]}""");

        var result = await server.RunAsync("state", "list", "demo");

        Assert.Equal((ExitCodes.Ok, "", "Environment/demo has no OpenTofu states.\n"), (result.ExitCode, result.Out, result.Error));
    }

    [Fact]
    public async Task Unlock_AsksForTheLockThatIsNamed()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"POST {State}/unlock", "", HttpStatusCode.NoContent);

        Assert.Equal("state of app in Environment/demo is not locked\n", (await server.RunAsync("state", "unlock", "demo", "app")).Out);
        await server.RunAsync("state", "unlock", "demo", "app", "--force-lock-id", "L1");

        Assert.Equal(["", "?lockId=L1"], server.Requests.Select(request => request.Query));
    }

    private static Task<CliResult> RunAsync(FakeServer server, TempFolder folder, params string[] args) => CliRun.RunAsync(args, server.Address, FakeServer.Token, folder.Path, terminal: true);

    private static async Task<FakeServer> StartAsync()
    {
        var server = await FakeServer.StartAsync();
        foreach (var version in (string[])["current", "3"])
        {
            server.On($"GET {State}/versions/{version}", context =>
            {
                context.Response.Headers["Actors-State-Version"] = "3";
                return context.Response.WriteAsync(Content);
            });
        }

        return server;
    }
}
