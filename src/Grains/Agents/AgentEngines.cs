using System.Collections.Concurrent;
using Actors.Contracts.Runtimes;
using Microsoft.Extensions.Options;

namespace Actors.Grains.Agents;

/// <summary>Makes runtimes through the factory of the configured name, and keeps them until the silo ends.</summary>
public sealed class AgentEngines(IOptions<AgentPlaneOptions> options, IEnumerable<IWorkerRuntimeFactory> factories) : IAgentEngines, IAsyncDisposable
{
    private readonly ConcurrentDictionary<(string Agent, string Installation), Lazy<IWorkerRuntime>> _runtimes = new();

    /// <inheritdoc/>
    public IReadOnlyList<string> Agents => options.Value.Keys;

    /// <inheritdoc/>
    public AgentOptions Settings(string agent) => options.Value.Find(agent).Options;

    /// <inheritdoc/>
    public string WorkerUrl(string agent) => Settings(agent).WorkerUrl ?? options.Value.WorkerListen;

    /// <inheritdoc/>
    public IReadOnlyList<string> Listeners(string agent) => ControllerListeners.Of(options.Value, Settings(agent), ControllerListeners.OfThisMachine);

    /// <inheritdoc/>
    public async Task<string> GetIdentityAsync(string agent, CancellationToken cancellationToken)
    {
        // The installation is known only once the agent has registered, and registering needs the identity, which does not depend on it.
        await using var runtime = Create(agent, "unregistered");
        return await runtime.GetIdentityAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public IWorkerRuntime Get(string agent, string installation) =>
        _runtimes.GetOrAdd((agent, installation), key => new(() => Create(key.Agent, key.Installation))).Value;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var runtime in _runtimes.Values.Where(r => r.IsValueCreated))
        {
            await runtime.Value.DisposeAsync();
        }
    }

    private IWorkerRuntime Create(string agent, string installation)
    {
        var (name, settings) = options.Value.Find(agent);
        var factory = factories.FirstOrDefault(f => string.Equals(f.Name, settings.Runtime, StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidOperationException($"Actors:Agents:{name}:Runtime is '{settings.Runtime}': this silo has {string.Join(", ", factories.Select(f => f.Name))}.");
        return factory.Create(new()
        {
            Installation = installation, AgentKey = agent, AgentName = name, DataFolder = Path.GetFullPath(options.Value.Data),
            WorkerProgram = options.Value.WorkerProgram, CaFile = settings.CaFile, Values = settings.Values,
        });
    }
}
