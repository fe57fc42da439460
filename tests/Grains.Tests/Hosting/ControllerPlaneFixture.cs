using Actors.Contracts.Storage;
using Actors.Grains.Hosting;
using Actors.Grains.Tests.Hosting;
using Actors.Storage;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

[assembly: AssemblyFixture(typeof(ControllerPlaneFixture))]

namespace Actors.Grains.Tests.Hosting;

/// <summary>One silo with the controller plane on a real store; each test has a project of its own.</summary>
public sealed class ControllerPlaneFixture : IAsyncLifetime
{
    /// <summary>Archived runs that are kept.</summary>
    public const int KeepRuns = 2;

    private readonly string _folder = Directory.CreateTempSubdirectory("actors-grains-").FullName;
    private int _projects;

    public static TimeSpan PollWait { get; } = TimeSpan.FromSeconds(5);

    public InProcessTestCluster Cluster { get; private set; } = null!;

    public IGrainFactory Grains => Cluster.Client;

    public Installation Installation { get; } = new("test-installation", Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());

    public string TakeProject() => $"p{Interlocked.Increment(ref _projects)}";

    public T Service<T>()
        where T : notnull => Cluster.Silos[0].ServiceProvider.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddActorsSqliteStorage(storage => (storage.DataFolder, storage.RingKeys) = (_folder, TestRingKeys.Read));
            silo.Services.AddSingleton(Installation);
            silo.AddControllerPlane(controller => (controller.PollWait, controller.KeepRuns) = (PollWait, KeepRuns));
        });
        builder.ConfigureClient(client => client.Services.AddWireSerializer());
        Cluster = builder.Build();
        await Cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
