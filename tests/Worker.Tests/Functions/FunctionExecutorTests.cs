using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Tests.Support;

namespace Actors.Worker.Tests.Functions;

public sealed class FunctionExecutorTests
{
    [Fact]
    public async Task Run_InputAndOutput_ResultCarriesTheObject()
    {
        await using var bench = await Bench.StartAsync(Bash("read -r input; echo \"got $input\"; printf '{\"echo\": %s}' \"$input\" > \"$ACTORS_OUTPUT\"", new JsonObject { ["a"] = 1, ["b"] = "x'y$(z)" }));

        var exit = await bench.RunAsync();

        Assert.Equal(0, exit);
        Assert.True(bench.Controller.Result!.Succeeded);
        Assert.Equal("x'y$(z)", bench.Controller.Result.Outputs!["echo"]!["b"]!.GetValue<string>());
        Assert.Contains("got {", bench.Controller.Log, StringComparison.Ordinal);
        Assert.Equal(bench.Controller.Log, bench.Output);
    }

    [Fact]
    public async Task Run_Input_IsNotEscapedMoreThanJsonDemands()
    {
        await using var bench = await Bench.StartAsync(Bash("cat", new JsonObject { ["v"] = "a+b & 'ö' <c>" }));

        Assert.Equal(0, await bench.RunAsync());
        Assert.Equal("{\"v\":\"a+b & 'ö' <c>\"}\n", bench.Controller.Log);
    }

    [Fact]
    public async Task Run_NoOutputFile_EmptyObject()
    {
        await using var bench = await Bench.StartAsync(Bash("true"));

        Assert.Equal(0, await bench.RunAsync());
        Assert.Empty(bench.Controller.Result!.Outputs!);
    }

    [Theory]
    [InlineData("echo first; echo boom >&2; exit 7", ReasonCode.ExitCode, 7, "boom")]
    [InlineData("kill -SEGV $$", ReasonCode.ExitCode, 139, "signal 11")]
    [InlineData("echo '[1]' > $ACTORS_OUTPUT", ReasonCode.JobFailed, null, "no object")]
    [InlineData("echo '{' > $ACTORS_OUTPUT", ReasonCode.JobFailed, null, "no JSON")]
    [InlineData("rm -f $ACTORS_OUTPUT; ln -s /etc/passwd $ACTORS_OUTPUT", ReasonCode.JobFailed, null, "regular file")]
    [InlineData("head -c 300000 /dev/zero > $ACTORS_OUTPUT", ReasonCode.LimitExceeded, null, "300000 bytes")]
    public async Task Run_Fails_ReasonAndWords(string source, ReasonCode reason, int? code, string words)
    {
        await using var bench = await Bench.StartAsync(Bash(source));

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(reason, bench.Controller.Result!.Reason);
        Assert.Equal(code, bench.Controller.Result.ExitCode);
        Assert.Contains(words, bench.Controller.Result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Environment_OnlyTheJobsAndAMinimum()
    {
        await using var bench = await Bench.StartAsync(Bash("env | cut -d= -f1 | sort | tr '\\n' ' '") with { Environment = new Dictionary<string, string> { ["MINE"] = "1" } });

        Assert.Equal(0, await bench.RunAsync());
        Assert.Contains("ACTORS_OUTPUT HOME LANG MINE PATH PWD SHLVL TMPDIR _", bench.Controller.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Secrets_NowhereInLogOrMessage()
    {
        const string Secret = "planted/secret+value\nsecond-line";
        var job = Bash("printf '%s\\n' \"$MINE\"; printf %s \"$MINE\" | base64 -w0; echo; cat; exit 3", new JsonObject { ["s"] = Secret }) with
        {
            Secrets = [Secret],
            Environment = new Dictionary<string, string> { ["MINE"] = Secret },
        };
        await using var bench = await Bench.StartAsync(job);

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        foreach (var text in (string[])[bench.Controller.Log, bench.Output, bench.Controller.Result!.Message!])
        {
            Assert.DoesNotContain("planted", text, StringComparison.Ordinal);
            Assert.DoesNotContain("second-line", text, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Secret))[..20], text, StringComparison.Ordinal);
            Assert.Contains("***", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Run_BackgroundChildren_AreGoneAfterwards()
    {
        await using var bench = await Bench.StartAsync(Bash("sleep 1000 & echo '{\"pid\": '$!'}' > $ACTORS_OUTPUT"));

        Assert.Equal(0, await bench.RunAsync());
        var pid = bench.Controller.Result!.Outputs!["pid"]!.GetValue<int>();
        await Bench.UntilAsync(() => !File.Exists($"/proc/{pid}/stat") || File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal), "the child is gone");
    }

    [Fact]
    public async Task Run_LongerThanTimeout_DeadlineExceeded()
    {
        await using var bench = await Bench.StartAsync(Bash("sleep 1000") with { Timeout = TimeSpan.FromMilliseconds(300) });

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.DeadlineExceeded, bench.Controller.Result!.Reason);
    }

    [Fact]
    public async Task Run_OtherLanguage_InvalidInput()
    {
        var job = Bash("x");
        await using var bench = await Bench.StartAsync(job with { Function = job.Function! with { Language = "go" } });

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.InvalidInput, bench.Controller.Result!.Reason);
        Assert.Contains("'go'", bench.Controller.Result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NoBash_ToolMissing()
    {
        await using var bench = await Bench.StartAsync(Bash("true"));
        bench.Path = bench.Folder;

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.ToolMissing, bench.Controller.Result!.Reason);
    }

    internal static WorkerJob Bash(string source, JsonObject? input = null) => new()
    {
        Kind = WorkerKind.Function,
        Grace = TimeSpan.FromMilliseconds(500),
        Function = new FunctionJob { Language = "bash", Source = source, Input = input ?? [] },
    };
}
