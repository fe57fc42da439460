using System.Text.Json;
using Actors.Contracts.Activities;
using Actors.Scheduling.Hosting;
using Actors.Scheduling.Runs;
using Actors.Templates.Planning;
using FsCheck.Xunit;

namespace Actors.Scheduling.Tests.Runs;

public sealed class RunQueueTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly RunMachine _machine = new();
    private RunState _state;
    private Step<RunState, RunEffect, RunReply> _last = null!;

    public RunQueueTests() => _state = _machine.Activate(null, Now);

    private string? StartsNext => _machine.Resume(_state, Now).OfType<RunEffect.StartQueued>().SingleOrDefault()?.Run;

    [Fact]
    public void Enqueue_WhileARunIsOpen_WaitsAndStartsWhenItEnds()
    {
        Start("r1");
        Assert.Equal("r2", Enqueue("r2", RunKind.Destroy).Run);
        Assert.Equal((Persistence.Save, null), (_last.Persistence, StartsNext));
        Assert.Equal("Waits for the end of run r1 (Deploy).", RunViews.WhyWaiting(_state, 0));

        End("r1");
        Assert.Equal([new RunEffect.StartQueued("r2")], _last.Effects.OfType<RunEffect.StartQueued>());

        Assert.True(Start("r2", RunKind.Destroy).Ok);
        Assert.Equal(("r2", EnvironmentStatus.Destroying, null), (_state.Current!.Id, _state.Status, StartsNext));
        Assert.Empty(_state.Queue);
    }

    [Fact]
    public void Enqueue_NothingOpen_StartsAtOnce()
    {
        Enqueue("r1");

        Assert.Equal("r1", StartsNext);
        Assert.True(_state.IsOpen);
    }

    [Theory]
    [InlineData(ActivityStatus.Failed)]
    [InlineData(ActivityStatus.Cancelled)]
    public void Enqueue_TheOpenRunEndsBadly_StartsAllTheSame(ActivityStatus status)
    {
        Start("r1");
        Enqueue("r2");

        End("r1", status);

        Assert.Equal("r2", StartsNext);
    }

    [Fact]
    public void Enqueue_MoreThanMayWait_IsRefused()
    {
        Start("r1");
        for (var i = 0; i < SchedulingOptions.Default.MaxQueued; i++) Assert.True(Enqueue($"q{i}").Ok);

        var refused = Enqueue("q10");

        Assert.Equal(RunRefusal.QueueFull, refused.Refusal);
        Assert.Contains("10 runs wait already", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Enqueue_KnownKey_IsTheSameRunBeforeAndAfterItsStart()
    {
        Start("r1");
        Enqueue("r2", key: "nightly");
        Assert.Equal(("r2", true, 1), (Enqueue("r3", key: "nightly").Run, _last.Reply.Existing, _state.Queue.Count));

        End("r1");
        Start("r2");

        Assert.Equal("r2", RunMachine.RunOf(_state, "nightly"));
        Assert.Equal(("r2", true), (Start("r4", key: "nightly").Run, _last.Reply.Existing));
        Assert.Single(_state.Keys);
    }

    [Fact]
    public void Start_OfAnotherWhileOthersWait_IsBusy()
    {
        Start("r1");
        Enqueue("r2");
        End("r1");

        Assert.Equal(RunRefusal.Busy, Start("r3").Refusal);
        Assert.Equal(RunRefusal.Busy, Send(new RunEvent.Retry()).Refusal);
        Assert.Equal(RunRefusal.Busy, Send(new RunEvent.Retire()).Refusal);
        Assert.Equal("r2", StartsNext);
    }

    [Fact]
    public void Refused_BecomesHistoryAndTheNextOneStarts()
    {
        Start("r1");
        Enqueue("r2", RunKind.Destroy);
        Enqueue("r3");
        End("r1");

        Send(new RunEvent.Refused("r2", ReasonCode.InvalidInput, "It is protected."));

        Assert.Equal(("r3", EnvironmentStatus.Deployed, "r1"), (StartsNext, _state.Status, _state.Current!.Id));
        var refused = _state.Find("r2")!;
        Assert.Equal((RunStatus.Failed, ReasonCode.InvalidInput, "It is protected.", Now), (refused.Status, refused.Reason, refused.Message, refused.FinishedAt));
        Assert.Contains(new RunEffect.ArchiveRun("r2"), _last.Effects);
        Send(new RunEvent.Archived("r2"));
        Assert.Null(_state.Find("r2"));
    }

    [Fact]
    public void Refused_AfterAFailure_LeavesTheRunThatCanBeRetried()
    {
        Start("r1");
        Enqueue("r2");
        End("r1", ActivityStatus.Failed);

        Send(new RunEvent.Refused("r2", ReasonCode.InvalidInput, "no"));

        Assert.Equal(EnvironmentStatus.DeployFailed, _state.Status);
        Assert.True(Send(new RunEvent.Retry()).Ok);
    }

    [Fact]
    public void Refused_Repeated_ChangesNothing()
    {
        Start("r1");
        Enqueue("r2");
        End("r1");
        Send(new RunEvent.Refused("r2", ReasonCode.InvalidInput, "no"));

        Send(new RunEvent.Refused("r2", ReasonCode.InvalidInput, "no"));

        Assert.Equal(Persistence.None, _last.Persistence);
        Assert.Single(_state.Retired);
    }

    [Fact]
    public void Start_QueuedWithActivitiesThatMakeNoRun_IsRefusedForGood()
    {
        Enqueue("r1");

        Send(new RunEvent.Start("r1", RunKind.Deploy, null, [Node("a", "nowhere")]));

        Assert.Equal((RunStatus.Failed, null), (_state.Find("r1")!.Status, StartsNext));
        Assert.Equal(EnvironmentStatus.NotDeployed, _state.Status);
    }

    [Fact]
    public void Cancel_EndsTheOpenRunOnly_AllEndsThoseThatWaitToo()
    {
        Start("r1");
        Enqueue("r2");
        Enqueue("r3");

        Send(new RunEvent.Cancel());
        Assert.Equal((RunStatus.Cancelling, 2), (_state.Current!.Status, _state.Queue.Count));

        Send(new RunEvent.Cancel(All: true));
        Assert.Equal((RunStatus.Cancelling, 0, Persistence.Save), (_state.Current!.Status, _state.Queue.Count, _last.Persistence));
        Assert.All(["r2", "r3"], run => Assert.Equal(RunStatus.Cancelled, _state.Find(run)!.Status));
        End("r1", ActivityStatus.Cancelled);
        Assert.Null(StartsNext);
    }

    [Fact]
    public void Cancel_NothingOpenButWaiting_SaysHow()
    {
        Enqueue("r1");

        var refused = Send(new RunEvent.Cancel());
        Assert.Equal(RunRefusal.NotOpen, refused.Refusal);
        Assert.Contains("--all", refused.Message, StringComparison.Ordinal);
        Assert.Equal("r1", Send(new RunEvent.Cancel(All: true)).Run);
        Assert.False(_state.IsOpen && _state.Retired.IsEmpty);
    }

    [Fact]
    public void Next_WaitsForTheArchive()
    {
        Start("r1");
        for (var i = 0; i < 10; i++) Enqueue($"q{i}");
        Send(new RunEvent.Cancel(All: true));
        End("r1", ActivityStatus.Cancelled);
        Assert.Equal(RunRefusal.ArchiveBehind, Enqueue("r2").Refusal);

        for (var i = 0; i < 8; i++) Send(new RunEvent.Archived($"q{i}"));

        Assert.True(Enqueue("r2").Ok);
        Assert.Equal("r2", StartsNext);
    }

    [Fact]
    public void Plan_Run_KeepsTheStatusBeforeIt()
    {
        Start("r1");
        End("r1", ActivityStatus.Failed);

        Start("r2", RunKind.Plan);
        Assert.Equal(EnvironmentStatus.DeployFailed, _state.Status);
        End("r2");
        Start("r3", RunKind.Plan);
        End("r3", ActivityStatus.Failed);
        Assert.Equal(EnvironmentStatus.DeployFailed, _state.Status);

        Start("r4", RunKind.Destroy);
        Assert.Equal((EnvironmentStatus.Destroying, null), (_state.Status, _state.StatusBefore));
    }

    [Fact]
    public void Plan_OfWhatIsToBeTakenDown_ForgetsNothingThatRanOnce()
    {
        Send(new RunEvent.Start("r1", RunKind.Deploy, null, [Node("a") with { Resource = "net", Once = true }]));
        End("r1");
        Assert.Single(_state.Once);

        Send(new RunEvent.Start("r2", RunKind.Plan, null, [Node("a") with { Resource = "net", TakesDown = true }]));
        End("r2");

        Assert.Single(_state.Once);
    }

    // Whatever comes, in any order: runs start in the order in which they were asked for, one at a time, each at most once; all that were accepted end, and nothing is lost over a restart.
    [Property(MaxTest = 500)]
    public void Queue_AnyEvents_StartsEachOnceAndInOrder(int seed)
    {
        var random = new Random(seed);
        _state = _machine.Activate(null, Now);
        var (accepted, started, ended) = (new List<string>(), new List<string>(), new HashSet<string>());
        for (var i = 0; i < 200; i++)
        {
            var before = _state.Current?.Id;
            switch (random.Next(i < 120 ? 8 : 4))
            {
                case 0 when StartsNext is { } next:
                    Send(random.Next(4) == 0 ? new RunEvent.Refused(next, ReasonCode.InvalidInput, "no") : new RunEvent.Start(next, RunKind.Deploy, null, [Node("a")]));
                    break;
                case 1 when _state.Current is { IsOpen: true } open:
                    End(open.Id, (ActivityStatus)random.Next((int)ActivityStatus.Succeeded, (int)ActivityStatus.Cancelled + 1), open.Nodes[0].Generation);
                    break;
                case 2 when !_state.Retired.IsEmpty:
                    Archive(_state.Retired[random.Next(_state.Retired.Count)]);
                    break;
                case 3:
                    _state = _machine.Activate(JsonSerializer.Deserialize<RunState>(JsonSerializer.Serialize(_state)), Now);
                    break;
                case 4 or 5:
                    if (Enqueue($"q{i:D3}").Ok) accepted.Add($"q{i:D3}");
                    break;
                case 6:
                    if (Start($"s{i:D3}").Ok) accepted.Add($"s{i:D3}");
                    break;
                case 7:
                    Send(random.Next(3) switch { 0 => new RunEvent.Retry(), 1 => new RunEvent.Cancel(), _ => new RunEvent.Cancel(All: true) });
                    break;
            }

            if (_state.Current is { } current && current.Id != before) started.Add(current.Id);
            Assert.True(_state.Queue.Count <= 10 && _state.Retired.Count <= 14, $"{_state.Queue.Count} wait, {_state.Retired.Count} are retired");
            Assert.True(StartsNext is null || _state.Current is not { IsOpen: true }, "two runs at a time");
            ended.UnionWith(_state.Retired.Select(run => run.Id));
        }

        while (_state.Current is { IsOpen: true } || StartsNext is not null || !_state.Retired.IsEmpty)
        {
            if (_state.Current is { IsOpen: true } open) End(open.Id, generation: open.Nodes[0].Generation);
            else if (!_state.Retired.IsEmpty) Archive(_state.Retired[0]);
            else Send(new RunEvent.Start(StartsNext!, RunKind.Deploy, null, [Node("a")]));
            if (_state.Current is { } current && current.Id != started.LastOrDefault()) started.Add(current.Id);
            ended.UnionWith(_state.Retired.Select(run => run.Id));
        }

        Assert.Empty(_state.Queue);
        Assert.Equal(started.Distinct(), started);
        Assert.Equal(accepted.Where(started.Contains), started);
        Assert.Equal(accepted.Order(StringComparer.Ordinal), ended.Union(started).Order(StringComparer.Ordinal));
    }

    private static RunNode Node(string id, params string[] dependsOn) => new() { Id = id, DependsOn = [.. dependsOn] };

    private RunReply Start(string run, RunKind kind = RunKind.Deploy, string? key = null) => Send(new RunEvent.Start(run, kind, key, [Node("a")]));

    private RunReply Enqueue(string run, RunKind kind = RunKind.Deploy, string? key = null) => Send(new RunEvent.Enqueue(run, kind, key, "somebody"));

    private void End(string run, ActivityStatus status = ActivityStatus.Succeeded, int generation = 0) => Send(new RunEvent.ActivityEnded(new()
    {
        Run = run,
        Id = "a",
        Generation = generation,
        Status = status,
        Reason = status == ActivityStatus.Succeeded ? ReasonCode.None : ReasonCode.JobFailed,
        View = new() { Key = $"org/default/env/{run}/a", Id = "a" },
    }));

    private void Archive(RunRecord run)
    {
        Send(new RunEvent.Archived(run.Id));
        foreach (var node in run.Nodes) Send(new RunEvent.ActivityCleared(run.Id, node.Id));
    }

    private RunReply Send(RunEvent @event)
    {
        _last = _machine.Handle(_state, @event, Now);
        _state = _last.State;
        return _last.Reply;
    }
}
