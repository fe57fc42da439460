using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;

namespace Actors.Conformance.Runtimes;

/// <summary>What every runtime must do: starting and ending. An engine passes by deriving from it with its harness.</summary>
public abstract partial class RuntimeKit(RuntimeHarness harness) : IAsyncLifetime
{
    private readonly List<IWorkerRuntime> _runtimes = [];
    private readonly List<(IWorkerRuntime Runtime, WorkerSpec Spec)> _started = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract string Engine { get; }

    public ValueTask InitializeAsync() => harness.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var (runtime, spec) in _started)
            await runtime.RemoveAsync(spec.Attempt, CancellationToken.None);
        foreach (var runtime in _runtimes)
            await runtime.DisposeAsync();
        await harness.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Cases_OfThisEngine_AreAllTestedOrImpossible()
    {
        var tests = GetType().GetMethods().Where(method => method.IsDefined(typeof(FactAttribute), inherit: true)).Select(method => method.Name).ToHashSet();
        Assert.All(RuntimeCases.All, name => Assert.True(RuntimeCases.CannotExist.ContainsKey((Engine, name)) || (RuntimeCases.Tests.TryGetValue(name, out var named) && named.Length > 0), name));
        Assert.All(RuntimeCases.Tests, entry => Assert.All(entry.Value, test => Assert.Contains(test, tests)));
        Assert.All(RuntimeCases.Tests.Keys.Concat(RuntimeCases.CannotExist.Keys.Select(key => key.Case)), name => Assert.Contains(name, RuntimeCases.All));
    }

    [Fact]
    public async Task Start_ThenExit0_EndsWithoutReason()
    {
        var (runtime, spec) = await StartAsync("echo done");

        var end = await EndAsync(runtime, spec);

        Assert.Equal((WorkerPhase.Ended, ReasonCode.None, 0, null), (end.Phase, end.Reason, end.ExitCode, end.Signal));
        Assert.Equal("done\n", await runtime.LogTailAsync(spec.Attempt, 1000, Token));
        Assert.Equal(WorkerName.Of(spec.Installation, spec.Attempt), end.Worker);
    }

    [Fact]
    public async Task Run_ExitCode_IsTold()
    {
        var (runtime, spec) = await StartAsync("exit 7");

        var end = await EndAsync(runtime, spec);

        Assert.Equal((ReasonCode.ExitCode, 7, null), (end.Reason, end.ExitCode, end.Signal));
    }

    [Fact]
    public async Task Run_KilledByASignal_IsLost()
    {
        var (runtime, spec) = await StartAsync("echo up; sleep 600");
        await PrintedAsync(runtime, spec, "up");

        await harness.KillAsync(spec.Attempt);
        var end = await EndAsync(runtime, spec);

        Assert.Equal((ReasonCode.WorkerLost, null, 9), (end.Reason, end.ExitCode, end.Signal));
    }

    [Fact]
    public async Task Start_BadCommand_EndsWithStartError()
    {
        var runtime = Keep(harness.CreateBroken());
        var spec = RuntimeHarness.Spec();
        _started.Add((runtime, spec));
        try
        {
            await runtime.StartAsync(spec, Token);
            Assert.Equal(ReasonCode.StartError, (await EndAsync(runtime, spec)).Reason);
        }
        catch (WorkerStartException exception)
        {
            Assert.Equal(ReasonCode.StartError, exception.Reason);
        }
    }

    [Fact]
    public async Task Start_TooBig_IsUnschedulable()
    {
        var runtime = Keep(harness.Create("exit 0"));
        var spec = RuntimeHarness.Spec(size: new(1_000_000, 1L << 50));

        var exception = await Assert.ThrowsAsync<WorkerStartException>(() => runtime.StartAsync(spec, Token));

        Assert.Equal(ReasonCode.Unschedulable, exception.Reason);
        Assert.Null(await runtime.InspectAsync(spec.Attempt, Token));
    }

    [Fact]
    public async Task Stop_Running_SendsSigtermOnce()
    {
        var (runtime, spec) = await StartAsync("trap 'n=$((n+1))' TERM; trap '' INT; echo up; while [ -z \"$n\" ]; do sleep 0.05; done; sleep 0.3; sleep 0.3; echo got $n; exit 5");
        await PrintedAsync(runtime, spec, "up");

        await runtime.StopAsync(spec.Attempt, TimeSpan.FromMinutes(5), Token);
        await runtime.StopAsync(spec.Attempt, TimeSpan.FromMinutes(5), Token);
        var end = await EndAsync(runtime, spec);

        Assert.Equal((ReasonCode.Cancelled, 5, null), (end.Reason, end.ExitCode, end.Signal));
        Assert.Contains("got 1\n", await runtime.LogTailAsync(spec.Attempt, 1000, Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_SigtermIgnored_KillsAfterGrace()
    {
        var (runtime, spec) = await StartAsync("trap '' TERM; echo up; while :; do sleep 0.1; done");
        await PrintedAsync(runtime, spec, "up");

        await runtime.StopAsync(spec.Attempt, TimeSpan.FromMilliseconds(300), Token);
        var end = await EndAsync(runtime, spec);

        Assert.Equal((ReasonCode.Cancelled, null, 9), (end.Reason, end.ExitCode, end.Signal));
    }

    [Fact]
    public async Task Stop_AtOnceAfterStart_EndsWithCancelled()
    {
        var (runtime, spec) = await StartAsync("sleep 600");

        await runtime.StopAsync(spec.Attempt, TimeSpan.FromMilliseconds(500), Token);
        // A kubelet that is just starting the container may overlook this for up to 90 s.
        var end = await WatchUntilAsync(runtime, worker => worker.Attempt == spec.Attempt && worker.Phase == WorkerPhase.Ended, LongPatience);

        Assert.Equal(ReasonCode.Cancelled, end.Reason);
    }

    [Fact]
    public async Task Run_LongerThanItsDeadline_EndsWithDeadlineExceeded()
    {
        var (runtime, spec) = await StartAsync("exec sleep 600", RuntimeHarness.Spec(deadline: TimeSpan.FromSeconds(1)));

        var end = await EndAsync(runtime, spec);

        Assert.Equal(ReasonCode.DeadlineExceeded, end.Reason);
    }

    [Fact]
    public async Task Run_TooMuchMemory_EndsWithOutOfMemory()
    {
        var (runtime, spec) = await StartAsync("exec tail /dev/zero", RuntimeHarness.Spec(size: new(1000, 32L << 20)));
        if (!(await runtime.GetCapacityAsync(Token)).LimitsEnforced)
            Assert.Skip($"Sizes are not enforced here: {(await runtime.GetCapacityAsync(Token)).Note}");

        var end = await EndAsync(runtime, spec);

        Assert.Equal(ReasonCode.OutOfMemory, end.Reason);
    }
}
