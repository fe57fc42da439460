using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Tests.Support;

namespace Actors.Worker.Tests.Functions;

/// <summary>Python functions, with the Python of this machine.</summary>
public sealed class PythonFunctionTests
{
    [Fact]
    public async Task Run_Probe_ResultLogAndMetadata()
    {
        await using var bench = await Bench.StartAsync(Python(Probe.Python, Probe.Input()));

        Assert.Equal(0, await bench.RunAsync());
        var outputs = bench.Controller.Result!.Outputs!;
        Assert.Equal(0, outputs["counter"]!.GetValue<int>());
        var endpoint = outputs["metadata"]!["stateStoreUrl"]!.GetValue<string>();
        Assert.Matches($"^http://127\\.0\\.0\\.1:[0-9]+{FunctionProtocol.StatePath}$", endpoint);
        var expected = new JsonObject
        {
            ["activityID"] = "activity-1", ["environmentID"] = "env-1", ["environmentName"] = "prod", ["organizationID"] = "org-1", ["projectID"] = "project-1",
            ["stateStoreUrl"] = endpoint, ["stateStoreToken"] = FakeValues.Token,
            ["eventSource"] = "action", ["eventSourceName"] = "restart", ["eventType"] = "deploy",
        };
        Assert.True(JsonNode.DeepEquals(expected, outputs["metadata"]), outputs.ToJsonString());
        Assert.Contains("level=INFO", bench.Controller.Log, StringComparison.Ordinal);
        Assert.Contains("received request", bench.Controller.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", bench.Controller.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ProbeExecuteAgain_IsCalledAgainWithItsData()
    {
        await using var bench = await Bench.StartAsync(Python(Probe.Python, Probe.Input("execute_again", 3)));

        Assert.Equal(0, await bench.RunAsync());
        var first = bench.Controller.Result!;
        Assert.Equal((false, ReasonCode.Polling, "not yet", 1), (first.Succeeded, first.Reason, first.Message, first.Again!.Data!["counter"]!.GetValue<int>()));
        Assert.Equal(4, await bench.CallAsync());
        Assert.Equal(3, bench.Controller.Result!.Outputs!["counter"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("transient", ReasonCode.Transient, "the API is busy")]
    [InlineData("failed", ReasonCode.FunctionFailed, "no such zone")]
    [InlineData("unknown", ReasonCode.FunctionFailed, "KeyError: 'zone'")]
    public async Task Run_ProbeError_ReasonAndWords(string error, ReasonCode reason, string words)
    {
        await using var bench = await Bench.StartAsync(Python(Probe.Python, Probe.Input(error)));

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal((reason, words), (bench.Controller.Result!.Reason, bench.Controller.Result.Message));
        Assert.Contains("handler.py", bench.Controller.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AsyncHandler_IsAwaited()
    {
        const string Source = """
            import asyncio

            async def handle(logger, request):
                await asyncio.sleep(0.01)
                return {"n": request["n"] + 1, "umlaut": "ö"}
            """;
        await using var bench = await Bench.StartAsync(Python(Source, new JsonObject { ["n"] = 41 }));

        Assert.Equal(0, await bench.RunAsync());
        Assert.Equal((42, "ö"), (bench.Controller.Result!.Outputs!["n"]!.GetValue<int>(), bench.Controller.Result.Outputs["umlaut"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("def handle(logger, request):\nreturn {}", ReasonCode.FunctionFailed, "IndentationError")]
    [InlineData("import no_such_module_here", ReasonCode.FunctionFailed, "no_such_module_here")]
    [InlineData("x = 1", ReasonCode.FunctionFailed, "no function handle")]
    [InlineData("import sys\nsys.exit(3)", ReasonCode.FunctionFailed, "SystemExit: 3")]
    [InlineData("def handle(logger, request):\n  raise SystemExit(3)", ReasonCode.FunctionFailed, "SystemExit: 3")]
    [InlineData("def handle(logger, request):\n  return {'a': object()}", ReasonCode.FunctionFailed, "TypeError")]
    [InlineData("def handle(logger, request):\n  return {'a': float('nan')}", ReasonCode.FunctionFailed, "ValueError")]
    [InlineData("def handle(logger, request):\n  return [1]", ReasonCode.FunctionFailed, "a list")]
    [InlineData("def handle(logger, request):\n  return {'a': chr(0xd800)}", ReasonCode.FunctionFailed, "no valid Unicode")]
    [InlineData("def handle(logger, request):\n  raise ValueError('half ' + chr(0xd800))", ReasonCode.FunctionFailed, "half \uFFFD")]
    [InlineData("def handle(logger, request):\n  return {'a': 'x' * 300000}", ReasonCode.LimitExceeded, "bytes")]
    [InlineData("from python_sdk_rafay_workflow import sdk\ndef handle(logger, request):\n  raise sdk.ExecuteAgainException('x', a='x' * 300000)", ReasonCode.LimitExceeded, "called again has 300008 bytes")]
    [InlineData("def handle(logger, request):\n  raise ValueError('x' * 1000000)", ReasonCode.FunctionFailed, "xx … truncated")]
    [InlineData("from python_sdk_rafay_workflow import sdk\ndef handle(logger, request):\n  raise sdk.TransientException('y' * 1000000)", ReasonCode.Transient, "yy … truncated")]
    [InlineData("raise ValueError('x' * 1000000)", ReasonCode.FunctionFailed, "xx … truncated")]
    [InlineData("exec('def ' + 'f' * 100000 + '(n): return n and ' + 'f' * 100000 + '(n - 1) or 1 / 0')\ndef handle(logger, request):\n  globals()['f' * 100000](200)", ReasonCode.FunctionFailed, "ZeroDivisionError")]
    [InlineData("import os\ndef handle(logger, request):\n  os._exit(9)", ReasonCode.ExitCode, "exit code 9")]
    [InlineData("from python_sdk_rafay_workflow import sdk\ndef handle(logger, request):\n  raise sdk.ExecuteAgainException('x', a=object())", ReasonCode.FunctionFailed, "no JSON")]
    [InlineData("class E(Exception):\n  error_code = 1\ndef handle(logger, request):\n  raise E('of another library')", ReasonCode.FunctionFailed, "of another library")]
    public async Task Run_GoesWrong_ReasonAndWords(string source, ReasonCode reason, string words)
    {
        await using var bench = await Bench.StartAsync(Python(source));

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(reason, bench.Controller.Result!.Reason);
        Assert.Contains(words, bench.Controller.Result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Secrets_NowhereInLogOrMessage()
    {
        const string Secret = "planted/secret+value";
        const string Source = """
            def handle(logger, request):
                logger.info("password %s", request["password"])
                print(request["password"])
                raise ValueError(request["password"])
            """;
        await using var bench = await Bench.StartAsync(Python(Source, new JsonObject { ["password"] = Secret }) with { Secrets = [Secret] });

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        foreach (var text in (string[])[bench.Controller.Log, bench.Output, bench.Controller.Result!.Message!])
        {
            Assert.DoesNotContain("planted", text, StringComparison.Ordinal);
            Assert.Contains("***", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Run_SomebodyElseCallsItsPort_IsRefused()
    {
        const string Source = """
            import sys, urllib.error, urllib.request
            def handle(logger, request):
                port = open(sys.argv[1]).read().strip()
                try:
                    urllib.request.urlopen(urllib.request.Request("http://127.0.0.1:%s/" % port, b"{}", {"X-Workflow-Token": "guessed"}))
                except urllib.error.HTTPError as error:
                    return {"status": error.code}
            """;
        await using var bench = await Bench.StartAsync(Python(Source));

        Assert.Equal(0, await bench.RunAsync());
        Assert.Equal(401, bench.Controller.Result!.Outputs!["status"]!.GetValue<int>());
    }

    [Fact]
    public async Task Run_HandlerOfTheWorkingDirectory_SeesItsNeighbours()
    {
        var job = Python(null) with
        {
            Files = [new("handler.py", "import helper\ndef handle(logger, request):\n  return {'said': helper.say()}"u8.ToArray(), false), new("helper.py", "def say():\n  return 'hello'"u8.ToArray(), false)],
        };
        await using var bench = await Bench.StartAsync(job);

        Assert.Equal(0, await bench.RunAsync());
        Assert.Equal("hello", bench.Controller.Result!.Outputs!["said"]!.GetValue<string>());
    }

    [Fact]
    public async Task Run_NoSourceAnywhere_InvalidInput()
    {
        await using var bench = await Bench.StartAsync(Python(null));

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.InvalidInput, bench.Controller.Result!.Reason);
        Assert.Contains("handler.py", bench.Controller.Result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SdkIsInstalled_ItIsTheOneThatIsUsed()
    {
        const string Source = """
            import python_sdk_rafay_workflow
            def handle(logger, request):
                raise python_sdk_rafay_workflow.Real("busy")
            """;
        await using var bench = await Bench.StartAsync(Python(Source) with { Environment = new Dictionary<string, string> { ["PYTHONPATH"] = "packages" } });
        bench.Controller.Job = bench.Controller.Job with
        {
            Files = [new("packages/python_sdk_rafay_workflow/__init__.py", "class Real(Exception):\n  error_code = 3\n  message = 'function: transient error: really busy'"u8.ToArray(), false)],
        };

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal((ReasonCode.Transient, "really busy"), (bench.Controller.Result!.Reason, bench.Controller.Result.Message));
    }

    [Fact]
    public async Task Run_CancelledWhileItSleeps_IsGone()
    {
        const string Source = "import os, time\ndef handle(logger, request):\n  logger.info('pid=%d.', os.getpid())\n  time.sleep(1000)";
        await using var bench = await Bench.StartAsync(Python(Source));
        var running = bench.RunAsync();
        await Bench.UntilAsync(() => bench.Controller.Log.Contains("pid=", StringComparison.Ordinal), "the function runs");
        bench.Controller.Cancel = true;

        Assert.Equal(WorkerProtocol.ExitCancelled, await running);
        Assert.Equal(ReasonCode.Cancelled, bench.Controller.Result!.Reason);
        var pid = bench.Controller.Log.Split("pid=")[1].Split('.')[0];
        await Bench.UntilAsync(() => !File.Exists($"/proc/{pid}/stat") || File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal), "the function is gone");
    }

    [Theory]
    [InlineData("3.99", 0)]
    [InlineData("3", 0)]
    [InlineData(" ", 0)]
    [InlineData("2.7", WorkerProtocol.ExitFailed)]
    [InlineData("latest", WorkerProtocol.ExitFailed)]
    public async Task Run_LanguageVersion_IsTakenWhereItIsThere(string version, int exit)
    {
        var job = Python("def handle(logger, request):\n  return {}");
        await using var bench = await Bench.StartAsync(job with { Function = job.Function! with { LanguageVersion = version } });

        Assert.Equal(exit, await bench.RunAsync());
        Assert.Equal(version == "3.99", bench.Controller.Log.Contains("asks for Python 3.99", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_NameOfAVersionThatIsNotInstalled_AnotherOneRuns()
    {
        var job = Python("def handle(logger, request):\n  return {}");
        await using var bench = await Bench.StartAsync(job with { Function = job.Function! with { LanguageVersion = "3.98" } });
        var shims = Directory.CreateDirectory(Path.Combine(bench.Folder, "shims")).FullName;
        await File.WriteAllTextAsync(Path.Combine(shims, "python3.98"), "#!/bin/sh\nexit 127\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(Path.Combine(shims, "python3.98"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        bench.Path = $"{shims}:{bench.Path}";

        Assert.Equal(0, await bench.RunAsync());
        Assert.Contains("asks for Python 3.98", bench.Controller.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NoPython_ToolMissing()
    {
        await using var bench = await Bench.StartAsync(Python("x"));
        bench.Path = bench.Folder;

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.ToolMissing, bench.Controller.Result!.Reason);
        Assert.Contains("python3", bench.Controller.Result.Message, StringComparison.Ordinal);
    }

    internal static WorkerJob Python(string? source, JsonObject? input = null) => Probe.Job(new() { Language = "python", Source = source, Input = input ?? [] });
}
