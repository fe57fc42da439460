using Actors.Contracts.Runtimes;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Actors.Conformance.Runtimes;

/// <summary>What tests of the Docker runtime beyond the kit share: starting workers, waiting for them, removing them.</summary>
[Collection(DockerHarness.Collection)]
public abstract class DockerTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly List<(IWorkerRuntime Runtime, WorkerSpec Spec)> _started = [];
    private readonly List<IWorkerRuntime> _runtimes = [];

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected DockerHarness Harness { get; } = new();

    protected DockerClient Client => Harness.Client;

    public virtual ValueTask InitializeAsync() => Harness.InitializeAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await RemoveStartedAsync();
        foreach (var runtime in _runtimes)
            await runtime.DisposeAsync();
        await Harness.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task RemoveStartedAsync()
    {
        foreach (var (runtime, spec) in _started)
            await runtime.RemoveAsync(spec.Attempt, CancellationToken.None);
        _started.Clear();
    }

    protected IWorkerRuntime Runtime(string script, string? key = null, string? value = null, string agent = RuntimeHarness.Agent) =>
        Keep(Harness.Create(script, key is null ? new Dictionary<string, string?>() : new Dictionary<string, string?> { [key] = value }, agent: agent));

    protected T Keep<T>(T runtime)
        where T : IWorkerRuntime
    {
        _runtimes.Add(runtime);
        return runtime;
    }

    protected async Task<WorkerSpec> StartAsync(IWorkerRuntime runtime, WorkerSpec? spec = null)
    {
        spec ??= RuntimeHarness.Spec();
        _started.Add((runtime, spec));
        await runtime.StartAsync(spec, Token);
        return spec;
    }

    /// <summary>Runs a script to its end.</summary>
    protected async Task<(WorkerObservation End, string Output)> RunAsync(IWorkerRuntime runtime, WorkerSpec? spec = null)
    {
        spec = await StartAsync(runtime, spec);
        var end = await EndAsync(runtime, spec);
        return (end, await runtime.LogTailAsync(spec.Attempt, 64 * 1024, Token));
    }

    protected static async Task<WorkerObservation> EndAsync(IWorkerRuntime runtime, WorkerSpec spec, TimeSpan? patience = null)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(patience ?? Patience);
        await foreach (var worker in runtime.WatchAsync(deadline.Token))
        {
            if (worker.Attempt == spec.Attempt && worker.Phase == WorkerPhase.Ended)
                return worker;
        }

        throw new InvalidOperationException("The watch ended by itself.");
    }

    protected static async Task PrintedAsync(IWorkerRuntime runtime, WorkerSpec spec, string text) =>
        await UntilAsync(async () => (await runtime.LogTailAsync(spec.Attempt, 10_000, Token)).Contains(text, StringComparison.Ordinal), $"the worker printed '{text}'");

    protected static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        for (var begin = TimeProvider.System.GetTimestamp(); !await condition(); await Task.Delay(20, Token))
            Assert.True(TimeProvider.System.GetElapsedTime(begin) < Patience, what);
    }

    protected Task<ContainerInspectResponse> InspectAsync(WorkerSpec spec) => Client.Containers.InspectContainerAsync(WorkerName.Of(spec.Installation, spec.Attempt), Token);
}
