using Actors.Contracts.Runtimes;

namespace Actors.Conformance.Runtimes;

/// <summary>Starting workers and waiting for what they do.</summary>
public abstract partial class RuntimeKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private IWorkerRuntime Keep(IWorkerRuntime runtime)
    {
        _runtimes.Add(runtime);
        return runtime;
    }

    private async Task<(IWorkerRuntime Runtime, WorkerSpec Spec)> StartAsync(string script, WorkerSpec? spec = null)
    {
        var runtime = Keep(harness.Create(script));
        spec ??= RuntimeHarness.Spec();
        _started.Add((runtime, spec));
        await runtime.StartAsync(spec, Token);
        return (runtime, spec);
    }

    private static Task<WorkerObservation> EndAsync(IWorkerRuntime runtime, WorkerSpec spec) =>
        WatchUntilAsync(runtime, worker => worker.Attempt == spec.Attempt && worker.Phase == WorkerPhase.Ended);

    private static async Task<WorkerObservation> WatchUntilAsync(IWorkerRuntime runtime, Func<WorkerObservation, bool> condition, TimeSpan? patience = null)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(patience ?? Patience);
        await foreach (var worker in runtime.WatchAsync(deadline.Token))
        {
            if (condition(worker))
                return worker;
        }

        throw new InvalidOperationException("The watch ended by itself.");
    }

    private static async Task PrintedAsync(IWorkerRuntime runtime, WorkerSpec spec, string text)
    {
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        while (!(await runtime.LogTailAsync(spec.Attempt, 10_000, Token)).Contains(text, StringComparison.Ordinal))
        {
            Assert.True(TimeProvider.System.GetUtcNow() < deadline, $"the worker printed '{text}'");
            await Task.Delay(10, Token);
        }
    }

    private static async Task UntilAsync(Func<bool> condition, string what)
    {
        for (var deadline = TimeProvider.System.GetUtcNow() + Patience; !condition(); await Task.Delay(10, Token))
            Assert.True(TimeProvider.System.GetUtcNow() < deadline, what);
    }
}
