using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Tests.Support;

namespace Actors.Worker.Tests.Functions;

/// <summary>What of the function protocol a bash function has: codes in its output, and variables instead of headers.</summary>
public sealed class BashProtocolTests
{
    private const string Counts = """
        read -r input
        counter=$(sed -nE 's/.*"previous":\{"counter":([0-9]+).*/\1/p' <<<"$input")
        counter=${counter:-0}
        if [ "$counter" -lt 2 ]; then
          printf '{"error_code": 1, "message": "not yet", "data": {"counter": %d}}' $((counter + 1)) >"$ACTORS_OUTPUT"
        else
          printf '{"counter": %d}' "$counter" >"$ACTORS_OUTPUT"
        fi
        """;

    [Fact]
    public async Task Run_ExecuteAgain_IsCalledAgainWithItsData()
    {
        await using var bench = await Bench.StartAsync(Bash(Counts));

        Assert.Equal(0, await bench.RunAsync());
        Assert.Equal((ReasonCode.Polling, "not yet"), (bench.Controller.Result!.Reason, bench.Controller.Result.Message));
        Assert.Equal(3, await bench.CallAsync());
        Assert.Equal("""{"counter":2}""", bench.Controller.Result.Outputs!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"error_code": 2, "message": "no zone"}""", 0, ReasonCode.FunctionFailed, "no zone")]
    [InlineData("""{"error_code": 2, "message": "no zone"}""", 9, ReasonCode.FunctionFailed, "no zone")]
    [InlineData("""{"error_code": 3, "message": "busy"}""", 1, ReasonCode.Transient, "busy")]
    [InlineData("""{"error_code": 5}""", 0, ReasonCode.Transient, "did not say why")]
    [InlineData("""{"error_code": 42}""", 0, ReasonCode.FunctionFailed, "did not say why")]
    [InlineData("""{"error_code": "2", "message": {"zone": 1}}""", 0, ReasonCode.FunctionFailed, """{"zone":1}""")]
    [InlineData("""{"error_code": "none"}""", 0, ReasonCode.FunctionFailed, "no whole number")]
    [InlineData("""{"a": "\ud800"}""", 0, ReasonCode.FunctionFailed, "no valid Unicode")]
    [InlineData("""{"error_code": 1, "data": 7}""", 0, ReasonCode.FunctionFailed, "no object")]
    [InlineData("""{"error_code": 0}""", 9, ReasonCode.ExitCode, "exit code 9")]
    [InlineData("""{"a": 1}""", 9, ReasonCode.ExitCode, "exit code 9")]
    [InlineData("""{""", 9, ReasonCode.ExitCode, "exit code 9")]
    public async Task Run_ErrorCode_ReasonAndWords(string output, int exit, ReasonCode reason, string words)
    {
        await using var bench = await Bench.StartAsync(Bash($"printf '%s' '{output}' >$ACTORS_OUTPUT; exit {exit}"));

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal((reason, exit == 0 ? null : exit), (bench.Controller.Result!.Reason, bench.Controller.Result.ExitCode));
        Assert.Contains(words, bench.Controller.Result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"error_code":0,"a":1}""")]
    [InlineData("""{"error_code":"0"}""")]
    [InlineData("""{"error_code":null}""")]
    public async Task Run_NoErrorCode_IsAnOutput(string output)
    {
        await using var bench = await Bench.StartAsync(Bash($"printf '%s' '{output}' >$ACTORS_OUTPUT"));

        Assert.Equal(0, await bench.RunAsync());
        Assert.Equal(output, bench.Controller.Result!.Outputs!.ToJsonString());
    }

    [Fact]
    public async Task Run_Caller_IsInVariables()
    {
        await using var bench = await Bench.StartAsync(Bash("env | grep ^ACTORS_ | grep -v ^ACTORS_OUTPUT= | sort"));

        Assert.Equal(0, await bench.RunAsync());
        Assert.Equal(
            [
                "ACTORS_ACTIVITY_ID=activity-1", "ACTORS_ENVIRONMENT_ID=env-1", "ACTORS_ENVIRONMENT_NAME=prod", "ACTORS_EVENT_SOURCE=action", "ACTORS_EVENT_SOURCE_NAME=restart",
                "ACTORS_EVENT_TYPE=deploy", "ACTORS_ORGANIZATION_ID=org-1", "ACTORS_PROJECT_ID=project-1",
                $"ACTORS_STATE_ENDPOINT=http://127.0.0.1:PORT{FunctionProtocol.StatePath}", "ACTORS_STATE_TOKEN=***",
            ],
            bench.Controller.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(x => Regex.Replace(x, @"(?<=127\.0\.0\.1:)[0-9]+", "PORT")));
    }

    [Theory]
    [InlineData("HTTP_PROXY", null, null, "127.0.0.1")]
    [InlineData("http_proxy", "NO_PROXY", "a.test", "a.test,127.0.0.1")]
    [InlineData("ALL_PROXY", "no_proxy", "a.test, b.test", "a.test, b.test,127.0.0.1")]
    [InlineData("HTTP_PROXY", "no_proxy", "*", "*")]
    [InlineData("HTTP_PROXY", "no_proxy", "127.0.0.1", "127.0.0.1")]
    public async Task Run_ProxyInTheTemplate_TheRelayIsCalledWithoutIt(string proxy, string? name, string? direct, string expected)
    {
        var environment = new Dictionary<string, string> { [proxy] = "http://127.0.0.1:9" };
        if (name is not null)
        {
            environment[name] = direct!;
        }
        await using var bench = await Bench.StartAsync(Bash("echo \"$no_proxy|$NO_PROXY\"") with { Environment = environment });

        Assert.Equal(0, await bench.RunAsync());
        Assert.Equal($"{expected}|{expected}\n", bench.Controller.Log);
    }

    [Fact]
    public async Task Run_NoProxy_NoneIsNamed()
    {
        await using var bench = await Bench.StartAsync(Bash("env | grep -i proxy || echo none"));

        Assert.Equal(0, await bench.RunAsync());
        Assert.Equal("none\n", bench.Controller.Log);
    }

    private static WorkerJob Bash(string source) => Probe.Job(new() { Language = "bash", Source = source, Input = new JsonObject { ["a"] = 1 } });
}
