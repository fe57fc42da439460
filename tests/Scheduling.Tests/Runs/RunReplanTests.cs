using Actors.Contracts.Activities;
using Actors.Scheduling.Runs;
using Actors.Templates.Planning;
using FsCheck.Xunit;

namespace Actors.Scheduling.Tests.Runs;

/// <summary>A retry of what applies another activity's plan.</summary>
public sealed class RunReplanTests : RunTestBase
{
    private IEnumerable<string> Open => State.Current!.Nodes.Where(node => node.IsOpen).Select(node => node.Id);

    // net: fetched, init, ask once, plan, two looks at it, apply, told; app after it. beside: whole, which nobody's plan touches.
    private static RunNode[] Nodes => [
        Node("net.artifact") with { Resource = "net", Fetches = true },
        Node("beside.tofu") with { Resource = "beside" },
        Node("net.init", "net.artifact") with { Resource = "net" },
        Node("net.plan", "net.init") with { Resource = "net" },
        Node("net.plan.after.ask", "net.plan") with { Resource = "net", Once = true },
        Node("net.plan.after.look", "net.plan.after.ask") with { Resource = "net" },
        Node("net.plan.after.out", "net.plan.after.look") with { Resource = "net", Status = ActivityStatus.Skipped, Reason = ReasonCode.NotNeeded, LeftOut = true },
        Node("net.apply.before.look", "net.plan.after.out") with { Resource = "net" },
        Node("net.apply", "net.apply.before.look") with { Resource = "net", PlanOf = "net.plan" },
        Node("net.output", "net.apply") with { Resource = "net" },
        Node("net.no", "net.output") with { Resource = "net", When = RunsWhen.Failed },
        Node("app.tofu", "net.output", "beside.tofu") with { Resource = "app" },
    ];

    [Fact]
    public void Retry_ApplyFailed_PlansAgainWithWhatStandsBetween()
    {
        Run(Nodes, "net.apply");

        Send(new RunEvent.Retry());

        Assert.Equal(["net.plan"], Open);
        Assert.Equal(["net.plan", "net.plan.after.look", "net.apply.before.look", "net.apply", "net.output", "app.tofu"], RunAll());
        Assert.Equal((1, 1, 1, 0, 0), (Generation("net.plan"), Generation("net.plan.after.look"), Generation("net.apply"), Generation("net.init"), Generation("beside.tofu")));
        Assert.Equal(RunStatus.Succeeded, State.Current!.Status);
    }

    [Fact]
    public void Retry_HookBeforeTheApplyFailed_PlansAgain()
    {
        Run(Nodes, "net.apply.before.look");

        Send(new RunEvent.Retry());

        Assert.Equal(["net.plan", "net.plan.after.look", "net.apply.before.look", "net.apply", "net.output", "app.tofu"], RunAll());
    }

    [Theory]
    [InlineData("net.output")]
    [InlineData("app.tofu")]
    [InlineData("beside.tofu")]
    public void Retry_WhatIsAppliedAlready_IsNotPlannedAgain(string failing)
    {
        Run(Nodes, failing);

        Send(new RunEvent.Retry());

        Assert.DoesNotContain("net.plan", RunAll());
    }

    [Fact]
    public void Retry_StoredByAnOlderProgram_RepeatsWhatFailedAlone()
    {
        Run([.. Nodes.Select(node => node with { PlanOf = null })], "net.apply");

        Send(new RunEvent.Retry());

        Assert.Equal(["net.apply", "net.output", "app.tofu"], RunAll());
    }

    // Whatever failed, and however often it is tried again: no apply follows a plan that another apply may have used, and what is done once is done once.
    [Property(MaxTest = 300)]
    public void Retry_AnyFailures_EachApplyFollowsAPlanOfItsOwn(int seed)
    {
        var random = new Random(seed);
        Begin();
        Send(new RunEvent.Start("r1", RunKind.Deploy, null, [.. Nodes]));
        for (var round = 0; round < 4 && State.Current!.Status != RunStatus.Succeeded; round++)
        {
            if (round > 0) Assert.True(Send(new RunEvent.Retry()).Ok);
            var before = State.Current!.Nodes.Where(node => node.IsDone).Select(node => node.Id).ToHashSet();
            var ran = RunAll([.. Nodes.Where(_ => random.Next(5) == 0).Select(node => node.Id)]);
            var (plan, apply) = (ran.IndexOf("net.plan"), ran.IndexOf("net.apply"));
            Assert.True(apply < 0 || (plan >= 0 && plan < apply), string.Join(' ', ran));
            foreach (var look in new[] { "net.plan.after.look", "net.apply.before.look" }) Assert.True(apply < 0 || (ran.IndexOf(look) > plan && ran.IndexOf(look) < apply), string.Join(' ', ran));
            Assert.DoesNotContain(ran, id => before.Contains(id));
        }
    }

    private int Generation(string id) => State.Current!.Find(id)!.Generation;

    private void Run(RunNode[] nodes, params string[] failing)
    {
        Send(new RunEvent.Start("r1", RunKind.Deploy, null, [.. nodes]));
        RunAll(failing);
        Assert.Equal(RunStatus.Failed, State.Current!.Status);
    }

    private List<string> RunAll(params string[] failing)
    {
        var ran = new List<string>();
        while (State.Current!.Nodes.Find(node => node.IsOpen) is { } node)
        {
            ran.Add(node.Id);
            End(node.Id, failing.Contains(node.Id) ? ActivityStatus.Failed : ActivityStatus.Succeeded, generation: node.Generation);
        }

        return ran;
    }
}
