using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Scheduling.Runs;
using Actors.Templates.Planning;

namespace Actors.Scheduling.Tests.Runs;

public sealed class RunOutputsTests
{
    private static readonly JsonObject Earlier = JsonNode.Parse("""{"net":{"tasks":{"one":{"v":1},"two":{"v":1},"gone":{"v":1}}},"db":{"id":{"value":"x"}},"old":{"id":{"value":"y"}}}""")!.AsObject();

    private static string Of(RunStatus status, RunKind kind, params RunNode[] nodes) => RunOutputs.Of(
        Earlier, new() { ["st"] = new JsonObject { ["a"] = 1 } }, new RunRecord { Id = "r", Kind = kind, Status = status, StartedAt = default, Nodes = [.. nodes] },
        new HashSet<string> { "net", "db" }, _ => new JsonObject { ["v"] = 2 }).ToJsonString();

    private static RunNode Task(string task, ActivityStatus status, ReasonCode reason = ReasonCode.None) =>
        new() { Id = $"net.task.{task}", Resource = "net", Task = task, Output = OutputOf.Task, Kind = WorkerKind.Function, Status = status, Reason = reason };

    [Fact]
    public void Of_TaskThatFailed_KeepsWhatItHad() => Assert.Contains(
        """{"tasks":{"one":{"v":2},"two":{"v":1}}}""", Of(RunStatus.Failed, RunKind.Deploy, Task("one", ActivityStatus.Succeeded), Task("two", ActivityStatus.Failed)), StringComparison.Ordinal);

    [Fact]
    public void Of_TaskThatWasNotNeeded_KeepsWhatItHad() => Assert.Contains(
        """{"tasks":{"one":{"v":1}}}""", Of(RunStatus.Succeeded, RunKind.Deploy, Task("one", ActivityStatus.Skipped, ReasonCode.NotNeeded)), StringComparison.Ordinal);

    [Fact]
    public void Of_DeployThatSucceeded_ForgetsWhatTheEnvironmentHasNoMore() =>
        Assert.Equal("""{"net":{"tasks":{"one":{"v":2}}},"db":{"id":{"value":"x"}},"st":{"a":1}}""", Of(RunStatus.Succeeded, RunKind.Deploy, Task("one", ActivityStatus.Succeeded)));

    [Fact]
    public void Of_DeployThatFailed_ForgetsNothing() => Assert.Contains("\"old\"", Of(RunStatus.Failed, RunKind.Deploy, Task("one", ActivityStatus.Succeeded)), StringComparison.Ordinal);

    [Fact]
    public void Of_Destroy_ShowsWhatWasThere() => Assert.Contains("\"old\"", Of(RunStatus.Running, RunKind.Destroy, Task("one", ActivityStatus.Succeeded)), StringComparison.Ordinal);
}
