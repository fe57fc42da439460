using Actors.Contracts.Runtimes;

namespace Actors.Conformance.Runtimes.Kubernetes;

/// <summary>Starting workers on the cluster and waiting for what they do.</summary>
public abstract class KubernetesTest : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly List<IWorkerRuntime> _runtimes = [];

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected KubernetesHarness Harness { get; } = new();

    protected List<(IWorkerRuntime Runtime, WorkerSpec Spec)> Started { get; } = [];

    public virtual ValueTask InitializeAsync() => Harness.InitializeAsync();

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var (runtime, spec) in Started)
            await runtime.RemoveAsync(spec.Attempt, CancellationToken.None);
        foreach (var runtime in _runtimes)
            await runtime.DisposeAsync();
        await Harness.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected IWorkerRuntime Keep(IWorkerRuntime runtime)
    {
        _runtimes.Add(runtime);
        return runtime;
    }

    protected Task<(IWorkerRuntime Runtime, WorkerSpec Spec)> StartAsync(string script, WorkerSpec? spec = null) => StartAsync(Harness.Create(script), spec);

    protected async Task<(IWorkerRuntime Runtime, WorkerSpec Spec)> StartAsync(IWorkerRuntime runtime, WorkerSpec? spec = null)
    {
        Keep(runtime);
        spec ??= RuntimeHarness.Spec();
        Started.Add((runtime, spec));
        await runtime.StartAsync(spec, Token);
        return (runtime, spec);
    }

    protected static async Task<WorkerObservation> EndAsync(IWorkerRuntime runtime, WorkerSpec spec)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(Patience);
        await foreach (var worker in runtime.WatchAsync(deadline.Token))
        {
            if (worker.Attempt == spec.Attempt && worker.Phase == WorkerPhase.Ended)
                return worker;
        }

        throw new InvalidOperationException("The watch ended by itself.");
    }

    protected static async Task PrintedAsync(IWorkerRuntime runtime, WorkerSpec spec, string text)
    {
        for (var begin = TimeProvider.System.GetTimestamp(); !(await runtime.LogTailAsync(spec.Attempt, 10_000, Token)).Contains(text, StringComparison.Ordinal); await Task.Delay(50, Token))
            Assert.True(TimeProvider.System.GetElapsedTime(begin) < Patience, $"the worker printed '{text}'");
    }

    protected static async Task UntilAsync(Func<bool> condition, string what)
    {
        for (var begin = TimeProvider.System.GetTimestamp(); !condition(); await Task.Delay(20, Token))
            Assert.True(TimeProvider.System.GetElapsedTime(begin) < Patience, what);
    }
}
