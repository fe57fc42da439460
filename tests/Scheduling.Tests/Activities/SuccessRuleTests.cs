using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Scheduling.Activities;

namespace Actors.Scheduling.Tests.Activities;

public sealed class SuccessRuleTests
{
    [Theory]
    [InlineData("if #status.container.exitCode == 0 { success: true }", 0, true)]
    [InlineData("if #status.container.exitCode == 0 { success: true }", 3, false)]
    [InlineData("if #status.container.exitCode == 3 { success: true }", 3, true)]
    [InlineData("success: #status.container.exitCode < 10", 9, true)]
    [InlineData("success: #status.container.logs =~ \"ready\"", 1, true)]
    [InlineData("success: false", 0, false)]
    [InlineData("other: true", 0, false)]
    public void Judge_Container_ByWhatTheConditionSays(string condition, int exitCode, bool succeeded)
    {
        var judged = SuccessRule.Judge(Container(exitCode), condition);

        Assert.Equal((succeeded, succeeded ? ReasonCode.None : ReasonCode.ConditionNotMet), (judged.Succeeded, judged.Reason));
        Assert.Equal(exitCode, judged.Outputs!["exitCode"]!.GetValue<int>());
        Assert.Equal(!succeeded, judged.Message?.Contains($"exit code {exitCode}", StringComparison.Ordinal) ?? false);
    }

    [Theory]
    [InlineData("200 OK", 200, true)]
    [InlineData("200OK", 503, false)]
    [InlineData("if #status.http.body.state == \"done\" { success: true }", 404, true)]
    [InlineData("success: #status.http.headers[\"retry-after\"] == \"5\"", 503, true)]
    [InlineData("success: #status.http.body.state == \"other\"", 200, false)]
    public void Judge_Http_ByWhatTheConditionSays(string condition, int status, bool succeeded)
    {
        var judged = SuccessRule.Judge(Http(status), condition);

        Assert.Equal((succeeded, succeeded ? ReasonCode.None : ReasonCode.ConditionNotMet), (judged.Succeeded, judged.Reason));
        Assert.Equal(!succeeded, judged.Message?.Contains($"HTTP status {status}", StringComparison.Ordinal) ?? false);
        Assert.DoesNotContain("planted", judged.Message ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("if #status.http.statusCode == 200 { success: true }")]
    [InlineData("success: \"yes\"")]
    [InlineData("success: (")]
    [InlineData("success: #status.container.exitCode + \"a\" == \"b\"")]
    public void Judge_ConditionWithoutAnAnswer_IsNoSuccess(string condition)
    {
        var judged = SuccessRule.Judge(Container(0), condition);

        Assert.Equal((false, ReasonCode.ConditionNotMet), (judged.Succeeded, judged.Reason));
        Assert.Contains("success condition", judged.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void Judge_NoCondition_LeavesTheResult(string? condition)
    {
        var result = Container(3);

        Assert.Same(result, SuccessRule.Judge(result, condition));
    }

    [Theory]
    [InlineData(ReasonCode.Cancelled)]
    [InlineData(ReasonCode.DeadlineExceeded)]
    [InlineData(ReasonCode.ToolMissing)]
    public void Judge_JobThatCameToNothing_LeavesTheResult(ReasonCode reason)
    {
        var result = new WorkerResult { Reason = reason };

        Assert.Same(result, SuccessRule.Judge(result, "success: true"));
    }

    [Fact]
    public void Judge_SuccessWithoutAStatus_IsAnError() =>
        Assert.Equal((false, ReasonCode.InvalidInput), (SuccessRule.Judge(new() { Succeeded = true }, "success: true") is var judged ? (judged.Succeeded, judged.Reason) : default));

    [Fact]
    public void Result_ThatTheConditionAccepts_IsASuccessWithItsOutputs()
    {
        var bench = new ActivityBench();
        bench.Running(bench.Spec with { SuccessCondition = "success: #status.container.exitCode == 3" });

        Assert.True(bench.Send(new ActivityEvent.Result(1, "nonce", Container(3))).Ok);
        Assert.Equal((ActivityStatus.Succeeded, ReasonCode.None, 3), (bench.State.Status, bench.State.Reason, bench.State.ExitCode));
        Assert.Equal(3, bench.State.Outputs!["exitCode"]!.GetValue<int>());
    }

    [Fact]
    public void Result_ThatTheConditionRefuses_IsAFailureOfTheJobAndTriedAgain()
    {
        var bench = new ActivityBench();
        bench.Running(bench.Spec with { SuccessCondition = "success: #status.container.exitCode == 3", MaxAttempts = 2 });

        Assert.True(bench.Send(new ActivityEvent.Result(1, "nonce", Container(0))).Ok);
        Assert.Equal((ActivityStatus.Waiting, ReasonCode.ConditionNotMet, 1), (bench.View.State, bench.State.History.Single().Reason, bench.State.JobFailures));
        bench.Released().Pass(TimeSpan.FromSeconds(2)).Lease().Call();
        bench.Send(new ActivityEvent.Result(2, "nonce", Container(0)));
        Assert.Equal((ActivityStatus.Failed, ReasonCode.ConditionNotMet), (bench.State.Status, bench.State.Reason));
        Assert.Null(bench.State.Outputs);
    }

    private static WorkerResult Container(int exitCode) => new()
    {
        Succeeded = exitCode == 0,
        Reason = exitCode == 0 ? ReasonCode.None : ReasonCode.ExitCode,
        ExitCode = exitCode,
        Message = exitCode == 0 ? null : "sh ended.",
        Outputs = new() { ["exitCode"] = exitCode },
        Status = new() { ["container"] = new JsonObject { ["exitCode"] = exitCode, ["logs"] = "it is ready" } },
    };

    private static WorkerResult Http(int status) => new()
    {
        Succeeded = status == 200,
        Reason = status == 200 ? ReasonCode.None : ReasonCode.HttpFailed,
        Outputs = new() { ["statusCode"] = status },
        Status = new()
        {
            ["http"] = new JsonObject { ["statusCode"] = status, ["headers"] = new JsonObject { ["retry-after"] = "5" }, ["body"] = new JsonObject { ["state"] = "done", ["token"] = "planted" } },
        },
    };
}
