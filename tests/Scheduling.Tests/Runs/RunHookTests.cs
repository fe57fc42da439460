using Actors.Contracts.Activities;
using Actors.Scheduling.Runs;
using Actors.Templates.Planning;
using FsCheck.Xunit;

namespace Actors.Scheduling.Tests.Runs;

public sealed class RunHookTests : RunTestBase
{
    private IEnumerable<string> Open => State.Current!.Nodes.Where(node => node.IsOpen).Select(node => node.Id);

    // net: init → work → yes | no → end; app after net; then the hooks of the environment.
    private static RunNode[] Nodes => [
        Node("net.init", "net"),
        Node("net.work", "net", "net.init"),
        Node("net.yes", "net", "net.work"),
        Node("net.no", "net", "net.yes") with { When = RunsWhen.Failed },
        Node("net.end", "net", "net.yes", "net.no") with { When = RunsWhen.Ended },
        Node("app.work", "app", "net.yes", "net.end"),
        Node("app.no", "app", "app.work") with { When = RunsWhen.Failed },
        Node("app.end", "app", "app.work", "app.no") with { When = RunsWhen.Ended },
        Node("yes", null, "app.work", "app.end"),
        Node("no", null, "yes") with { When = RunsWhen.Failed },
        Node("no2", null, "no") with { When = RunsWhen.Failed },
        Node("end", null, "yes", "no2") with { When = RunsWhen.Ended },
    ];

    [Fact]
    public void Run_AllSucceeds_LeavesOutWhatFollowsFailures()
    {
        Start();

        Assert.Equal(["net.init", "net.work", "net.yes", "net.end", "app.work", "app.end", "yes", "end"], RunAll());
        Assert.Equal((RunStatus.Succeeded, ReasonCode.NotNeeded), (State.Current!.Status, State.Current.Find("no2")!.Reason));
    }

    [Fact]
    public void Run_ResourceFails_RunsWhatFollowsItAndNothingOfTheNext()
    {
        Start();

        Assert.Equal(["net.init", "net.work", "net.no", "net.end", "no", "no2", "end"], RunAll("net.work"));
        Assert.Equal(RunStatus.Failed, State.Current!.Status);
        Assert.Contains("net.work", State.Current.Message, StringComparison.Ordinal);
        Assert.Equal((ReasonCode.NotNeeded, ReasonCode.Dependency), (State.Current.Find("app.no")!.Reason, State.Current.Find("app.end")!.Reason));
    }

    [Fact]
    public void Run_HookAfterSuccessFails_CountsAsFailureOfItsScope()
    {
        Start();

        Assert.Equal(["net.init", "net.work", "net.yes", "net.no", "net.end", "no", "no2", "end"], RunAll("net.yes"));
    }

    [Fact]
    public void Run_FirstOfTwoHooksFails_SkipsTheSecond()
    {
        Start();

        Assert.Equal(["net.init", "net.no", "net.end", "no", "end"], RunAll("net.init", "no"));
        Assert.Equal(ReasonCode.Dependency, State.Current!.Find("no2")!.Reason);
    }

    [Fact]
    public void Cancel_WhileRunning_StartsNoHook()
    {
        Start();
        Send(new RunEvent.Cancel());

        End("net.init", ActivityStatus.Cancelled);

        Assert.Empty(Open);
        Assert.Equal(RunStatus.Cancelled, State.Current!.Status);
    }

    [Fact]
    public void Retry_AfterFailure_RunsTheHooksOfWhatFailedAgain()
    {
        Start();
        RunAll("app.work");

        Send(new RunEvent.Retry());

        Assert.Equal(["app.work", "app.end", "yes", "end"], RunAll());
        Assert.Equal((0, 1), (State.Current!.Find("net.end")!.Generation, State.Current.Find("app.end")!.Generation));
        Assert.Equal((RunStatus.Succeeded, ReasonCode.NotNeeded), (State.Current.Status, State.Current.Find("app.no")!.Reason));
    }

    [Fact]
    public void Retry_FailsOnceMore_RunsWhatFollowsFailuresAgain()
    {
        Start();
        RunAll("app.work");
        Send(new RunEvent.Retry());

        Assert.Equal(["app.work", "app.no", "app.end", "no", "no2", "end"], RunAll("app.work"));
    }

    [Fact]
    public void Start_NotNeededNode_IsPassed()
    {
        Send(new RunEvent.Start("r1", RunKind.Deploy, null, [
            Node("a", null) with { Status = ActivityStatus.Skipped, Reason = ReasonCode.NotNeeded }, Node("b", null, "a")]));

        Assert.Equal(["b"], RunAll());
        Assert.Equal(RunStatus.Succeeded, State.Current!.Status);
    }

    [Fact]
    public void Start_LeftOutBetweenOthers_KeepsTheirOrder()
    {
        Send(new RunEvent.Start("r1", RunKind.Deploy, null, [
            Node("a", "net"), Node("out", "net", "a") with { Status = ActivityStatus.Skipped, Reason = ReasonCode.NotNeeded, LeftOut = true }, Node("b", "net", "out")]));

        Assert.Equal(["a"], Open);
        End("a", ActivityStatus.Failed, ReasonCode.ExitCode);
        Assert.Equal((ActivityStatus.Skipped, ReasonCode.Dependency), (State.Current!.Find("b")!.Status, State.Current.Find("b")!.Reason));
        Assert.Contains("'a'", State.Current.Find("b")!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ended_NotNeededAfterAll_IsPassedAndNothingToRetry()
    {
        Send(new RunEvent.Start("r1", RunKind.Deploy, null, [Node("a", null), Node("b", null, "a")]));
        End("a", ActivityStatus.Skipped, ReasonCode.NotNeeded);

        Assert.Equal(["b"], Open);
        End("b");
        Assert.Equal(RunStatus.Succeeded, State.Current!.Status);
    }

    [Fact]
    public void Once_Succeeded_IsRememberedUntilTheDestroy()
    {
        Send(new RunEvent.Start("r1", RunKind.Deploy, null, [Node("a", null) with { Once = true }, Node("b", null, "a") with { Once = true }]));
        End("a");
        End("b", ActivityStatus.Failed, ReasonCode.ExitCode);
        Assert.Equal([new OnceDone("a", null)], State.Once);

        Send(new RunEvent.Start("r2", RunKind.Destroy, null, [Node("c", null)]));
        End("c", run: "r2");
        Assert.Empty(State.Once);
    }

    [Fact]
    public void Run_GoesOnPastFailures_SaysWhich()
    {
        Send(new RunEvent.Start("r1", RunKind.ForceDestroy, null, [Node("a", null) with { ContinueOnFailure = true }]));
        End("a", ActivityStatus.Failed, ReasonCode.TofuFailed);

        Assert.Equal((RunStatus.Succeeded, EnvironmentStatus.Destroyed), (State.Current!.Status, State.Status));
        Assert.Contains("'a'", State.Current.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ScopeWithoutWork_RunsItsCompletion()
    {
        Send(new RunEvent.Start("r1", RunKind.Destroy, null, [Node("net.end", "net") with { When = RunsWhen.Ended }, Node("end", null, "net.end") with { When = RunsWhen.Ended }]));

        Assert.Equal(["net.end", "end"], RunAll());
        Assert.Equal(RunStatus.Succeeded, State.Current!.Status);
    }

    [Fact]
    public void Run_OneBranchFails_HooksWaitForTheOther()
    {
        Send(new RunEvent.Start("r1", RunKind.Deploy, null, [
            Node("a", "a"), Node("b", "b"), Node("c", "c", "a", "b"), Node("no", null, "c") with { When = RunsWhen.Failed }, Node("end", null, "c", "no") with { When = RunsWhen.Ended }]));
        End("a", ActivityStatus.Failed, ReasonCode.ExitCode);

        Assert.Equal(["b"], Open);
        Assert.Equal(["b", "no", "end"], RunAll());
    }

    [Fact]
    public void Run_CodeWasFetchedOnly_IsNotBegun()
    {
        Send(new RunEvent.Start("r1", RunKind.Deploy, null, [
            Node("a", "a"), Node("b.artifact", "b") with { Fetches = true }, Node("b", "b", "b.artifact", "a"), Node("b.end", "b", "b") with { When = RunsWhen.Ended }]));

        Assert.Equal(["a", "b.artifact"], RunAll("a"));
        Assert.Equal(ReasonCode.Dependency, State.Current!.Find("b.end")!.Reason);
    }

    [Fact]
    public void Retry_LeavesOutWhatThePlanLeavesOutAndWhatRunsOnce()
    {
        Send(new RunEvent.Start("r1", RunKind.Deploy, null, [
            Node("a", "a"), Node("out", "a", "a") with { When = RunsWhen.Ended, Status = ActivityStatus.Skipped, Reason = ReasonCode.NotNeeded, LeftOut = true },
            Node("once", "a", "a") with { When = RunsWhen.Ended, Once = true }]));
        Assert.Equal(["a", "once"], RunAll("a"));

        Send(new RunEvent.Retry());

        Assert.Equal(["a"], RunAll());
        Assert.Equal(RunStatus.Succeeded, State.Current!.Status);
    }

    [Fact]
    public void Once_DestroyWithoutWork_IsForgotten()
    {
        Send(new RunEvent.Start("r1", RunKind.Deploy, null, [Node("a", null) with { Once = true }]));
        End("a");

        Send(new RunEvent.Start("r2", RunKind.Destroy, null, []));

        Assert.Empty(State.Once);
    }

    [Fact]
    public void Once_ResourceTakenDown_IsForgotten()
    {
        Send(new RunEvent.Start("r1", RunKind.Deploy, null, [Node("a", "a") with { Once = true }, Node("b", "b") with { Once = true }]));
        RunAll();

        Send(new RunEvent.Start("r2", RunKind.Deploy, null, [Node("b", "b") with { TakesDown = true, Once = true }]));
        End("b", run: "r2");

        Assert.Equal([new OnceDone("a", "a")], State.Once);
    }

    // Whatever fails: the run ends, what follows a scope runs when it should, and nothing runs after what it needs has failed.
    [Property(MaxTest = 300)]
    public void Run_AnyFailures_EndsWithEachHookWhereItBelongs(int seed)
    {
        var random = new Random(seed);
        Begin();
        var failing = Nodes.Where(_ => random.Next(4) == 0).Select(node => node.Id).ToArray();
        Start();

        var ran = RunAll(failing);

        Assert.False(State.Current!.IsOpen);
        foreach (var node in State.Current.Nodes)
        {
            var scope = State.Current.Nodes.Where(other => (node.Resource is null || other.Resource == node.Resource) && other.When == RunsWhen.Succeeded).ToList();
            var failed = scope.Exists(other => other.Status == ActivityStatus.Failed);
            switch (node.When)
            {
                case RunsWhen.Succeeded:
                    Assert.Equal(node.DependsOn.TrueForAll(id => State.Current.Find(id)!.IsDone), ran.Contains(node.Id));
                    break;
                case RunsWhen.Failed when !node.DependsOn.Exists(id => State.Current.Find(id) is { When: RunsWhen.Failed }):
                    Assert.Equal(failed || (node.Resource is null && State.Current.Nodes.Exists(other => other.Resource is not null && other.Status == ActivityStatus.Failed)), ran.Contains(node.Id));
                    break;
                case RunsWhen.Ended:
                    Assert.Equal(scope.Exists(other => other.WasReleased), ran.Contains(node.Id));
                    break;
            }
        }

        Assert.Equal(ran.Intersect(failing).Any() ? RunStatus.Failed : RunStatus.Succeeded, State.Current.Status);
    }

    private static RunNode Node(string id, string? resource, params string[] dependsOn) => new() { Id = id, Resource = resource, DependsOn = [.. dependsOn] };

    private void Start() => Send(new RunEvent.Start("r1", RunKind.Deploy, null, [.. Nodes]));

    // What ran, in its order.
    private List<string> RunAll(params string[] failing)
    {
        var ran = new List<string>();
        while (Open.FirstOrDefault() is { } id)
        {
            ran.Add(id);
            var isFailing = failing.Contains(id);
            End(id, isFailing ? ActivityStatus.Failed : ActivityStatus.Succeeded, isFailing ? ReasonCode.ExitCode : ReasonCode.None, State.Current!.Find(id)!.Generation);
        }

        return ran;
    }
}
