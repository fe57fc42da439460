using System.Text.Json.Nodes;
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
    [InlineData("""{"error_code":"none"}""")]
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
                $"ACTORS_STATE_ENDPOINT={bench.Controller.Address.AbsoluteUri.TrimEnd('/')}{FunctionProtocol.StatePath}", "ACTORS_STATE_TOKEN=***",
            ],
            bench.Controller.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static WorkerJob Bash(string source) => Probe.Job(new() { Language = "bash", Source = source, Input = new JsonObject { ["a"] = 1 } });
}
