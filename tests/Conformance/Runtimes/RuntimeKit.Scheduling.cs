using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;

namespace Actors.Conformance.Runtimes;

/// <summary>What every runtime must do: places that workers do not get, or lose.</summary>
public abstract partial class RuntimeKit
{
    private static readonly TimeSpan LongPatience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Start_MissingServiceAccount_IsRefused()
    {
        CanExist("missing service account");

        var (reason, message) = await RefusedAsync(harness.CreateWithoutAccount(), RuntimeHarness.Spec());

        Assert.Equal(ReasonCode.StartError, reason);
        Assert.Contains("service account", message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Start_PendingTooLong_EndsWithUnschedulable()
    {
        CanExist("pending too long");

        var (reason, message) = await RefusedAsync(harness.CreateUnplaceable(), RuntimeHarness.Spec());

        Assert.Equal(ReasonCode.Unschedulable, reason);
        Assert.Contains("PendingLimit", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Evicted_SaysEvicted()
    {
        CanExist("evicted");
        var runtime = Keep(harness.CreateEvicted());
        var spec = RuntimeHarness.Spec();
        _started.Add((runtime, spec));

        await runtime.StartAsync(spec, Token);
        var end = await WatchUntilAsync(runtime, worker => worker.Attempt == spec.Attempt && worker.Phase is WorkerPhase.Ended or WorkerPhase.Gone, LongPatience);

        Assert.Equal(ReasonCode.Evicted, end.Reason);
        Assert.NotEmpty(end.Message!);
    }

    [Fact]
    public async Task Run_NodeLost_SaysNodeLost()
    {
        CanExist("node lost");
        var runtime = Keep(await harness.CreateOnDoomedNodeAsync());
        var spec = RuntimeHarness.Spec();
        _started.Add((runtime, spec));
        await runtime.StartAsync(spec, Token);

        await harness.LoseNodeAsync(spec.Attempt);
        var end = await WatchUntilAsync(runtime, worker => worker.Attempt == spec.Attempt && worker.Phase is WorkerPhase.Ended or WorkerPhase.Gone, LongPatience);
        await runtime.RemoveAsync(spec.Attempt, Token);

        Assert.Equal(ReasonCode.NodeLost, end.Reason);
        Assert.False(harness.IsAnythingLeft(spec.Attempt));
    }
}
