using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Testing;
using Actors.Worker.Functions;
using Actors.Worker.Tests.Support;

namespace Actors.Worker.Tests.Functions;

/// <summary>A small server that speaks the protocol, as the program of a function's image.</summary>
public sealed class ImageFunctionTests
{
    private const string Server = """
        import json, os, sys
        from http.server import BaseHTTPRequestHandler, HTTPServer

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.answer(200 if self.path == "/_/ready" else 404, {"ready": True, "num_connections": 0})
            def do_POST(self):
                request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                error, counter = request.get("error"), request.get("previous", {}).get("counter", 0)
                headers = {name: self.headers[name] for name in self.headers if name.startswith("X-")}
                if error == "execute_again" and counter < request["count"]:
                    self.answer(500, {"error_code": 1, "message": "not yet", "data": {"counter": counter + 1}})
                elif error == "transient":
                    self.answer(500, {"error_code": 3, "message": "the API is busy"})
                elif error == "failed":
                    self.answer(500, {"error_code": 2, "message": "no such zone"})
                elif error == "panic":
                    self.answer(500, {"error_code": 2, "message": "index out of range", "stack_trace": [{"file": "handler.go", "line": 12, "function": "function.Handle"}]})
                elif error == "long":
                    self.answer(500, {"error_code": 3, "message": "z" * 1000000})
                elif error == "invalid":
                    self.answer(400, "Invalid input")
                elif error == "dies":
                    os._exit(7)
                else:
                    self.answer(200, {"data": {"counter": counter, "headers": headers, "folder": os.getcwd(), "names": sorted(os.environ)}})
            def answer(self, status, body):
                content = (body if isinstance(body, str) else json.dumps(body)).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            def log_message(self, format, *args):
                print(format % args, flush=True)

        HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
        """;

    [Fact]
    public async Task Run_Headers_AllThirteenAreThere()
    {
        await using var bench = await Bench.StartAsync(Image());

        Assert.Equal(0, await bench.RunAsync());
        var address = bench.Controller.Result!.Outputs!["headers"]!["X-Engine-Endpoint"]!.GetValue<string>();
        Assert.Matches("^http://127\\.0\\.0\\.1:[0-9]+$", address);
        var expected = new JsonObject
        {
            ["X-Activity-ID"] = "activity-1", ["X-Environment-ID"] = "env-1", ["X-Environment-Name"] = "prod", ["X-Organization-ID"] = "org-1", ["X-Project-ID"] = "project-1",
            ["X-Eaas-State-Endpoint"] = address + FunctionProtocol.StatePath, ["X-Eaas-State-Token"] = FakeValues.Token,
            ["X-Event-Source"] = "action", ["X-Event-Source-Name"] = "restart", ["X-Event-Type"] = "deploy",
            ["X-Workflow-Token"] = "al.planted-log-token", ["X-Engine-Endpoint"] = address, ["X-Activity-File-Upload"] = FunctionProtocol.LogPath,
        };
        Assert.True(JsonNode.DeepEquals(expected, bench.Controller.Result.Outputs["headers"]), bench.Controller.Result.Outputs.ToJsonString());
    }

    [Fact]
    public async Task Run_NothingIsKnownOfTheCall_TheHeadersAreThereAllTheSame()
    {
        var job = Image();
        await using var bench = await Bench.StartAsync(job with { Function = job.Function! with { Caller = null, LogToken = null, StateToken = null } });

        var exit = await bench.RunAsync();
        Assert.True(exit == 0, bench.Controller.Log + bench.Controller.Result!.Message);
        Assert.Equal(13, bench.Controller.Result!.Outputs!["headers"]!.AsObject().Count);
    }

    [Fact]
    public async Task Run_ProbeExecuteAgain_IsCalledAgainWithItsData()
    {
        await using var bench = await Bench.StartAsync(Image(Probe.Input("execute_again", 2)));

        var calls = await bench.CallAsync();
        Assert.True(calls == 3, bench.Controller.Result!.Message);
        Assert.Equal(2, bench.Controller.Result.Outputs!["counter"]!.GetValue<int>());
        Assert.Contains("POST / HTTP/1.1", bench.Controller.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("transient", ReasonCode.Transient, "the API is busy")]
    [InlineData("failed", ReasonCode.FunctionFailed, "no such zone")]
    [InlineData("panic", ReasonCode.FunctionFailed, "index out of range")]
    [InlineData("long", ReasonCode.Transient, "zz … truncated")]
    [InlineData("invalid", ReasonCode.FunctionFailed, "Invalid input")]
    [InlineData("dies", ReasonCode.ExitCode, "exit code 7")]
    public async Task Run_ProbeError_ReasonAndWords(string error, ReasonCode reason, string words)
    {
        await using var bench = await Bench.StartAsync(Image(Probe.Input(error)));

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.True(reason == bench.Controller.Result!.Reason, $"{bench.Controller.Result.Reason}: {bench.Controller.Result.Message}");
        Assert.Contains(words, bench.Controller.Result.Message, StringComparison.Ordinal);
        Assert.Equal(error == "panic", bench.Controller.Log.Contains("at function.Handle (handler.go:12)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_Environment_IsThatOfTheImageWithoutWhatTheEngineSays()
    {
        Environment.SetEnvironmentVariable("FROM_THE_IMAGE", "yes");
        Environment.SetEnvironmentVariable("ACTORS_PLANTED", "no");
        await using var bench = await Bench.StartAsync(Image() with { Environment = new Dictionary<string, string> { ["MINE"] = "1" } });

        Assert.Equal(0, await bench.RunAsync());
        var names = bench.Controller.Result!.Outputs!["names"]!.AsArray().Select(x => x!.GetValue<string>()).ToList();
        Assert.Superset(new HashSet<string> { "FROM_THE_IMAGE", "MINE", "ACTORS_EVENT_TYPE", "PATH" }, names.ToHashSet());
        Assert.DoesNotContain("ACTORS_PLANTED", names);
    }

    [Fact]
    public async Task Run_Folder_IsTheOneThatIsNamed()
    {
        var job = Image();
        await using var bench = await Bench.StartAsync(job with { Function = job.Function! with { Server = job.Function.Server! with { Directory = "/usr" } } });

        Assert.Equal(0, await bench.RunAsync());
        Assert.Equal("/usr", bench.Controller.Result!.Outputs!["folder"]!.GetValue<string>());
    }

    [Fact]
    public async Task Run_NothingIsNamed_StartsWhatTheImageWouldStart()
    {
        var job = Image();
        var server = job.Function!.Server!;
        await using var bench = await Bench.StartAsync(job with { Function = job.Function with { Server = server with { Command = [] } } });
        (bench.ImageCommand, bench.ImageFolder) = (new(server.Command, []), "/usr");

        Assert.Equal(0, await bench.RunAsync());
        Assert.Equal("/usr", bench.Controller.Result!.Outputs!["folder"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("no-such-program", null, ReasonCode.ToolMissing, "no-such-program")]
    [InlineData(null, null, ReasonCode.ToolMissing, "fwatchdog")]
    [InlineData("sh", "/no/such/folder", ReasonCode.InvalidInput, "/no/such/folder")]
    [InlineData("sh", "relative", ReasonCode.InvalidInput, "relative")]
    [InlineData("false", null, ReasonCode.ExitCode, "exit code 1")]
    public async Task Run_CannotStart_ReasonAndWords(string? program, string? folder, ReasonCode reason, string words)
    {
        var job = Probe.Job(new() { Language = "image", Server = new() { Command = program is null ? [] : [program], Directory = folder, Port = FreePorts.Take() } });
        await using var bench = await Bench.StartAsync(job);

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(reason, bench.Controller.Result!.Reason);
        Assert.Contains(words, bench.Controller.Result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ServerThatServesOnWhenItIsToEnd_IsNotWaitedFor()
    {
        var job = Image();
        var stubborn = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + Server;
        var server = job.Function!.Server! with { Command = ["python3", "-c", stubborn, $"{job.Function.Server.Port}"] };
        // Longer than a run of the bench may take.
        await using var bench = await Bench.StartAsync(job with { Grace = TimeSpan.FromMinutes(10), Function = job.Function with { Server = server } });

        Assert.Equal(0, await bench.RunAsync());

        Assert.True(bench.Controller.Result!.Succeeded);
    }

    [Fact]
    public void WatchdogOf_FolderOfTheFunction_ComesBeforeThePath()
    {
        var folder = Directory.CreateTempSubdirectory("image-function-").FullName;
        Assert.Equal("fwatchdog", ImageFunction.WatchdogOf(folder));

        File.WriteAllText(Path.Combine(folder, "fwatchdog"), "");

        Assert.Equal(Path.Combine(folder, "fwatchdog"), ImageFunction.WatchdogOf(folder));
        Directory.Delete(folder, recursive: true);
    }

    private static WorkerJob Image(JsonObject? input = null)
    {
        var port = FreePorts.Take();
        return Probe.Job(new() { Language = "image", Input = input ?? [], Server = new() { Command = ["python3", "-c", Server, $"{port}"], Port = port } });
    }
}
