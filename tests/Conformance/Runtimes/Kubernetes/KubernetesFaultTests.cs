using System.Collections.Concurrent;
using System.Net;
using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;

namespace Actors.Conformance.Runtimes.Kubernetes;

/// <summary>An API server that fails: no end is lost, nothing starts twice.</summary>
[Collection(KubernetesHarness.Collection)]
public sealed class KubernetesFaultTests : KubernetesTest
{
    private FaultProxy _proxy = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Harness.Values["Kubernetes:Relist"] = "00:00:03";
        _proxy = await FaultProxy.StartAsync(KubernetesCluster.RequireKubeConfig());
        await Harness.GoThroughAsync(_proxy);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_proxy is not null)
        {
            _proxy.Fault = _ => null;
            await base.DisposeAsync();
            await _proxy.DisposeAsync();
        }
        else
        {
            await base.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Watch_AlwaysTooOld_EndsAreSeenByLists(bool asEvent)
    {
        const string expired = """{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","status":"Failure","message":"too old resource version","reason":"Expired","code":410}}""" + "\n";
        _proxy.Fault = call => !call.IsWatch ? null : asEvent ? new() { Lines = expired } : new() { Status = HttpStatusCode.Gone };

        await RunsOnceAsync(7);

        Assert.True(_proxy.Calls.Count(call => call.IsWatch) > 1);
    }

    [Fact]
    public async Task Watch_SaysNothing_EndsAreSeenByLists()
    {
        _proxy.Fault = call => call.IsWatch ? new() { SwallowLines = true } : null;

        await RunsOnceAsync(7);
    }

    [Fact]
    public async Task Watch_BreaksInEveryLine_EndsAreSeen()
    {
        _proxy.Fault = call => call.IsWatch ? new() { CutInTheMiddle = true } : null;

        await RunsOnceAsync(7);
    }

    [Fact]
    public async Task Watch_LagsBehindTheLists_NothingEndedComesBack()
    {
        _proxy.Fault = call => call.IsWatch ? new() { DelayLines = TimeSpan.FromSeconds(2) } : null;
        var (runtime, spec, _) = await StartOnceAsync("exit 7");

        var phases = new ConcurrentQueue<WorkerPhase>();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var watching = Task.Run(async () =>
        {
            await foreach (var worker in runtime.WatchAsync(over.Token))
                phases.Enqueue(worker.Phase);
        }, Token);
        await UntilAsync(() => phases.Contains(WorkerPhase.Ended), "the end was seen");
        // Until lists and late lines have said all that they have to say.
        var lists = _proxy.Calls.Count(call => call.IsList);
        await UntilAsync(() => _proxy.Calls.Count(call => call.IsList) >= lists + 3, "lists were made after it");
        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);

        Assert.Equal(WorkerPhase.Ended, phases.Last());
        Assert.Equal(phases.Order(), phases);
        Assert.Equal(7, (await runtime.InspectAsync(spec.Attempt, Token))!.ExitCode);
    }

    [Fact]
    public async Task Calls_RejectedWith429_AreRepeatedWhenTheServerWants()
    {
        var seen = new ConcurrentDictionary<string, int>();
        _proxy.Fault = call => seen.AddOrUpdate(call.Method + call.IsWatch, 1, (_, count) => count + 1) <= 2 ? new() { Status = HttpStatusCode.TooManyRequests, RetryAfter = 1 } : null;
        var begin = TimeProvider.System.GetTimestamp();

        await RunsOnceAsync(7);

        Assert.Equal(3, _proxy.Calls.Count(call => call.IsCreation));
        Assert.True(TimeProvider.System.GetElapsedTime(begin) > TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Create_AnswerComesTooLate_IsRecognised()
    {
        var creations = 0;
        _proxy.Fault = call => call.IsCreation && Interlocked.Increment(ref creations) == 1 ? new() { DelayAnswer = TimeSpan.FromSeconds(30) } : null;

        await RunsOnceAsync(7);

        Assert.Equal(2, creations);
    }

    [Fact]
    public async Task Answers_AllSlow_StillRunsOnce()
    {
        _proxy.Fault = call => call.IsWatch ? null : new() { DelayBefore = TimeSpan.FromMilliseconds(700), DelayAnswer = TimeSpan.FromMilliseconds(700) };

        await RunsOnceAsync(7);
    }

    [Fact]
    public async Task Server_AwayForAMinute_HealsWithoutLoss()
    {
        var (runtime, running, runs) = await StartOnceAsync("sleep 3; exit 9");
        _proxy.Fault = _ => new() { Abort = true };
        await _proxy.CutAsync();

        var late = RuntimeHarness.Spec();
        Started.Add((runtime, late));
        var starting = runtime.StartAsync(late, Token);
        await Task.WhenAny(starting, Task.Delay(TimeSpan.FromSeconds(60), Token));
        Assert.False(starting.IsCompleted);
        _proxy.Fault = _ => null;
        await starting;

        Assert.Equal(9, (await EndAsync(runtime, running)).ExitCode);
        Assert.Equal(9, (await EndAsync(runtime, late)).ExitCode);
        Assert.Equal(["run", "run"], await File.ReadAllLinesAsync(runs, Token));
    }

    [Fact]
    public async Task Stop_AgentDiesBeforeTheDeletion_IsFinishedByTheNext()
    {
        var (runtime, spec, _) = await StartOnceAsync("trap 'exit 5' TERM; echo up; while :; do sleep 0.1; done");
        await PrintedAsync(runtime, spec, "up");
        _proxy.Fault = call => call.Method == "DELETE" ? new() { Abort = true } : null;
        using var life = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var stopping = runtime.StopAsync(spec.Attempt, TimeSpan.FromSeconds(20), life.Token);
        await UntilAsync(() => _proxy.Calls.Any(call => call.Method == "DELETE"), "the deletion was tried");
        await life.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopping);
        await runtime.DisposeAsync();
        Started.Clear();
        _proxy.Fault = _ => null;

        var restarted = Keep(Harness.Create("exit 0"));
        Started.Add((restarted, spec));
        var end = await EndAsync(restarted, spec);

        Assert.Equal((ReasonCode.Cancelled, 5), (end.Reason, end.ExitCode));
    }

    private async Task RunsOnceAsync(int code)
    {
        var (runtime, spec, runs) = await StartOnceAsync($"exit {code}");

        Assert.Equal(code, (await EndAsync(runtime, spec)).ExitCode);
        Assert.Equal(["run"], await File.ReadAllLinesAsync(runs, Token));
    }

    private async Task<(IWorkerRuntime Runtime, WorkerSpec Spec, string Runs)> StartOnceAsync(string script)
    {
        var runs = Harness.SharedFile("runs");
        var (runtime, spec) = await StartAsync($"echo run >>{runs}; {script}");
        return (runtime, spec, runs);
    }
}
