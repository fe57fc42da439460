using System.Collections.Concurrent;
using Actors.Contracts.Runtimes;
using Actors.Grains.Agents;
using Actors.Grains.Hosting;
using Actors.Grains.Links;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.TestingHost;

namespace Actors.Grains.Tests.Agents;

/// <summary>One silo, unless a test wants more, with one agent for each test; each agent has a controller and an engine of its own.</summary>
public class AgentPlaneFixture : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, FakeController> _controllers = new();
    private readonly ConcurrentDictionary<string, FakeEngine> _engines = new();
    private int _taken;

    public InProcessTestCluster Cluster { get; private set; } = null!;

    /// <summary>Whether a stopping silo takes its workers with it.</summary>
    protected virtual bool StopsWorkers => false;

    /// <summary>How many agents there are. One that no test takes never registers, and a silo that takes its workers with it waits for it when it stops.</summary>
    protected virtual int Agents => 40;

    /// <summary>How many silos have the agents.</summary>
    protected virtual short SiloCount => 1;

    public SiloAddress Silo => Cluster.Silos[0].SiloAddress;

    public FakeController ControllerOf(string agent) => _controllers.GetOrAdd(agent, _ => new());

    public FakeEngine EngineOf(string agent) => _engines.GetOrAdd(agent, _ => new());

    public string TakeAgent() => Key(Interlocked.Increment(ref _taken));

    public async ValueTask InitializeAsync()
    {
        var settings = Enumerable.Range(1, Agents).Select(i => KeyValuePair.Create($"Agents:a{i}:Runtime", (string?)"fake"))
            .Concat(Enumerable.Range(1, Agents).Select(i => KeyValuePair.Create($"Agents:a{i}:StopWorkersOnShutdown", (string?)StopsWorkers.ToString())));
        settings = settings.Concat(Enumerable.Range(1, Agents).Select(i => KeyValuePair.Create($"Agents:a{i}:Sizes:git:Cpu", (string?)"900m")));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var builder = new InProcessTestClusterBuilder(SiloCount);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<IControllerLinks>(new FakeControllerLinks(ControllerOf));
            silo.Services.AddSingleton<IWorkerRuntimeFactory>(new FakeEngineFactory(EngineOf));
            silo.Services.AddWireSerializer();
            silo.AddAgentPlane(configuration);
        });
        builder.ConfigureClient(client => client.Services.AddWireSerializer());
        Cluster = builder.Build();
        await Cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private string Key(int number) => number <= Agents
        ? $"default/default/a{number}"
        : throw new InvalidOperationException($"More than {Agents} tests want an agent: raise the number.");
}
