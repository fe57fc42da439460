using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;

namespace Actors.Conformance.Runtimes;

/// <summary>What every runtime must do: recognising, listing, watching, removing.</summary>
public abstract partial class RuntimeKit
{
    [Fact]
    public async Task Start_Twice_RunsOnce()
    {
        var ledger = harness.SharedFile("ledger");
        var (runtime, spec) = await StartAsync($"echo run >>{ledger}; sleep 600");
        await UntilAsync(() => File.Exists(ledger), "the worker wrote its line");

        var second = await runtime.StartAsync(spec, Token);
        var third = await Keep(harness.Create("echo other >>" + ledger)).StartAsync(spec, Token);

        Assert.All([second, third], worker => AssertAlive(worker.Phase));
        Assert.Equal(["run"], await File.ReadAllLinesAsync(ledger, Token));
    }

    [Fact]
    public async Task Start_Race_RunsOnce()
    {
        var ledger = harness.SharedFile("race");
        var script = $"echo run >>{ledger}";
        var runtimes = Enumerable.Range(0, 4).Select(_ => Keep(harness.Create(script))).ToList();
        var spec = RuntimeHarness.Spec();
        _started.Add((runtimes[0], spec));

        var started = await Task.WhenAll(runtimes.Select(runtime => Task.Run(() => runtime.StartAsync(spec, Token), Token)));
        var end = await EndAsync(runtimes[0], spec);

        Assert.Equal(ReasonCode.None, end.Reason);
        Assert.Single(started.Select(observation => observation.Worker).Distinct());
        Assert.Equal(["run"], await File.ReadAllLinesAsync(ledger, Token));
    }

    [Fact]
    public async Task Start_Ended_IsRecognisedAndNotRunAgain()
    {
        var (runtime, spec) = await StartAsync("exit 7");
        await EndAsync(runtime, spec);

        var again = await runtime.StartAsync(spec, Token);

        Assert.Equal((WorkerPhase.Ended, 7), (again.Phase, again.ExitCode));
    }

    [Fact]
    public async Task List_AfterAgentRestart_RecognisesWorkers()
    {
        var go = harness.SharedFile("go");
        var (first, running) = await StartAsync($"echo up; until [ -e {go} ]; do sleep 0.05; done; exit 9");
        await PrintedAsync(first, running, "up");
        var ended = RuntimeHarness.Spec();
        var other = Keep(harness.Create("exit 4"));
        await other.StartAsync(ended, Token);
        await EndAsync(other, ended);
        var identity = await first.GetIdentityAsync(Token);
        await first.DisposeAsync();
        await other.DisposeAsync();
        _started.Clear();

        var restarted = Keep(harness.Create("exit 0"));
        _started.Add((restarted, running));
        _started.Add((restarted, ended));
        var list = (await restarted.ListAsync(Token)).ToDictionary(worker => worker.Attempt);
        await File.WriteAllTextAsync(go, "", Token);
        var end = await EndAsync(restarted, running);

        Assert.Equal(2, list.Count);
        Assert.Equal(WorkerPhase.Running, list[running.Attempt].Phase);
        Assert.Equal((WorkerPhase.Ended, 4), (list[ended.Attempt].Phase, list[ended.Attempt].ExitCode));
        Assert.Equal(9, end.ExitCode);
        Assert.Equal(identity, await restarted.GetIdentityAsync(Token));
    }

    [Fact]
    public async Task Stop_GraceOverAfterAgentRestart_StillKills()
    {
        var (first, spec) = await StartAsync("trap '' TERM; echo up; while :; do sleep 0.1; done");
        await PrintedAsync(first, spec, "up");
        await first.StopAsync(spec.Attempt, TimeSpan.FromMilliseconds(500), Token);
        await first.DisposeAsync();
        _started.Clear();

        var restarted = Keep(harness.Create("exit 0"));
        _started.Add((restarted, spec));
        var end = await EndAsync(restarted, spec);

        Assert.Equal((ReasonCode.Cancelled, 9), (end.Reason, end.Signal));
    }

    [Fact]
    public async Task Watch_DeletedBehindOurBack_SaysDeleted()
    {
        var (runtime, spec) = await StartAsync("echo up; sleep 600");
        await PrintedAsync(runtime, spec, "up");
        var watch = WatchUntilAsync(runtime, worker => worker.Attempt == spec.Attempt && worker.Phase == WorkerPhase.Gone);
        await runtime.ListAsync(Token);

        await harness.DeleteAsync(spec.Attempt);

        Assert.Equal(ReasonCode.Deleted, (await watch).Reason);
        Assert.Null(await runtime.InspectAsync(spec.Attempt, Token));
        Assert.False(harness.IsAnythingLeft(spec.Attempt));
    }

    [Fact]
    public async Task Watch_AfterTheFact_StartsWithWhatIsThere()
    {
        var (runtime, spec) = await StartAsync("exit 3");
        await EndAsync(runtime, spec);

        var seen = await WatchUntilAsync(runtime, worker => worker.Attempt == spec.Attempt);

        Assert.Equal((WorkerPhase.Ended, 3), (seen.Phase, seen.ExitCode));
    }

    [Fact]
    public async Task Remove_Running_LeavesNothing()
    {
        var (runtime, spec) = await StartAsync("trap '' TERM HUP; sleep 600 & setsid sleep 600 & mkdir $ACTORS_WORKDIR/x; touch $ACTORS_WORKDIR/x/y; chmod 500 $ACTORS_WORKDIR/x; echo up; wait");
        await PrintedAsync(runtime, spec, "up");
        Assert.True(harness.IsAnythingLeft(spec.Attempt));

        await runtime.RemoveAsync(spec.Attempt, Token);
        await runtime.RemoveAsync(spec.Attempt, Token);

        Assert.Null(await runtime.InspectAsync(spec.Attempt, Token));
        Assert.Empty(await runtime.ListAsync(Token));
        Assert.False(harness.IsAnythingLeft(spec.Attempt));
    }

    [Fact]
    public async Task Remove_OrphanOfAnEarlierAgent_LeavesNothing()
    {
        var (first, spec) = await StartAsync("echo up; sleep 600");
        await PrintedAsync(first, spec, "up");
        await first.DisposeAsync();
        _started.Clear();

        var restarted = Keep(harness.Create("exit 0"));
        var orphan = Assert.Single(await restarted.ListAsync(Token));
        await restarted.RemoveAsync(orphan.Attempt, Token);

        Assert.False(harness.IsAnythingLeft(spec.Attempt));
    }

    [Fact]
    public async Task List_OthersWorkers_AreNeitherSeenNorTouched()
    {
        const string otherInstallation = "01OTHERINSTALLATION", otherAgent = "default/default/other";
        var (runtime, mine) = await StartAsync("sleep 600");
        var foreign = Keep(harness.Create("sleep 600", installation: otherInstallation));
        var neighbour = Keep(harness.Create("sleep 600", agent: otherAgent));
        var foreignSpec = RuntimeHarness.Spec(installation: otherInstallation) with { Attempt = mine.Attempt };
        var neighbourSpec = RuntimeHarness.Spec(agent: otherAgent);
        await foreign.StartAsync(foreignSpec, Token);
        await neighbour.StartAsync(neighbourSpec, Token);
        _started.Add((foreign, foreignSpec));
        _started.Add((neighbour, neighbourSpec));

        Assert.Equal(mine.Attempt, Assert.Single(await runtime.ListAsync(Token)).Attempt);
        await runtime.StopAsync(neighbourSpec.Attempt, TimeSpan.Zero, Token);
        await runtime.RemoveAsync(neighbourSpec.Attempt, Token);
        await runtime.RemoveAsync(mine.Attempt, Token);

        AssertAlive((await foreign.InspectAsync(foreignSpec.Attempt, Token))?.Phase);
        AssertAlive((await neighbour.InspectAsync(neighbourSpec.Attempt, Token))?.Phase);
    }

    [Fact]
    public async Task Verbs_NoSuchWorker_AreNoErrors()
    {
        var runtime = Keep(harness.Create("exit 0"));
        var attempt = RuntimeHarness.Spec().Attempt;

        await runtime.StopAsync(attempt, TimeSpan.Zero, Token);
        await runtime.RemoveAsync(attempt, Token);

        Assert.Null(await runtime.InspectAsync(attempt, Token));
        Assert.Equal("", await runtime.LogTailAsync(attempt, 100, Token));
    }

    [Fact]
    public async Task Capacity_OneRunning_IsCounted()
    {
        var (runtime, _) = await StartAsync("sleep 600");

        var capacity = await runtime.GetCapacityAsync(Token);

        Assert.Equal(1, capacity.Workers);
        if (harness.Shared)
            Assert.True(capacity.UsedCpuMillis >= 500 && capacity.UsedMemoryBytes >= 64L << 20);
        else
            Assert.Equal((500, 64L << 20), (capacity.UsedCpuMillis, capacity.UsedMemoryBytes));
        Assert.True(capacity.CpuMillis >= 1000 && capacity.MemoryBytes > 64L << 20);
        Assert.True(capacity.LimitsEnforced || capacity.Note is not null);
    }

    // What an engine says of a worker may lag behind what the worker does.
    private static void AssertAlive(WorkerPhase? phase) => Assert.True(phase is WorkerPhase.Pending or WorkerPhase.Running, $"It is {phase}.");
}
