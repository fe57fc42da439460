using System.Net;
using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Actors.Runtimes.Docker;

/// <summary>
/// Creates containers and starts them. A name is taken by one container only, and a container is started only by whoever created it, by its id and
/// once: the engine would run one that has ended a second time.
/// </summary>
internal sealed class ContainerStarter(
    DockerConnection connection, ContainerSpec specs, WorkerParts parts, DockerImages images, AgentNetwork network, ContainerFiles files,
    ContainerInspector inspector, ContainerRemover remover, EngineFacts facts, TimeProvider time)
{
    private const int MillisPerCpu = 1000;

    /// <summary>How long a container of somebody else may be created and not started before it is replaced.</summary>
    private static readonly TimeSpan TakeOver = TimeSpan.FromSeconds(10);
    /// <summary>How long a name may be taken by a container that cannot be found.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Starts the worker, or recognises the one that is there.</summary>
    /// <returns>Id of the container when it was started here; null when it was there.</returns>
    /// <exception cref="WorkerStartException">The engine refused.</exception>
    public async Task<string?> StartAsync(WorkerSpec spec, CancellationToken cancellationToken)
    {
        var name = WorkerName.Of(spec.Installation, spec.Attempt);
        var begin = time.GetTimestamp();
        while (true)
        {
            if (await IsThereAsync(name, cancellationToken))
                return null;
            if (await TryStartAsync(spec, name, cancellationToken) is { } id)
                return id;
            if (time.GetElapsedTime(begin) > Patience)
                throw new WorkerStartException(ReasonCode.StartError, $"The name of the container {name} is taken on the engine, and no container that has it stays: somebody else creates and removes it again and again.");
            // While the engine creates a container, its name is taken and it cannot be found.
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task<bool> IsThereAsync(string name, CancellationToken cancellationToken)
    {
        while (await inspector.FindAsync(name, cancellationToken) is { } container)
        {
            if (!inspector.IsOwn(container))
                throw new WorkerStartException(ReasonCode.StartError, $"The engine has a container {name} that is none of this agent's: remove it (docker rm {name}).");
            if (container.State is not { Status: "created", Error: null or "" })
                return true;
            if (await facts.NowAsync(cancellationToken) - container.Created.ToUniversalTime() < TakeOver)
                await Task.Delay(Pause, time, cancellationToken);
            else
                await remover.RemoveUnstartedAsync(container.ID, cancellationToken);
        }

        return false;
    }

    private async Task<string?> TryStartAsync(WorkerSpec spec, string name, CancellationToken cancellationToken)
    {
        await FitsAsync(spec.Size, cancellationToken);
        var image = await images.EnsureAsync(spec.Image, spec.Account, cancellationToken);
        await using var archive = await parts.OfAsync(spec, image, cancellationToken);
        if (await TryCreateAsync(specs.Of(spec, image, WorkerParts.ProgramIn(spec, image), await NetworkAsync(cancellationToken)), cancellationToken) is not { } id)
            return null;
        try
        {
            await files.PutAsync(id, archive, cancellationToken);
            var client = await connection.GetAsync(cancellationToken);
            await client.Containers.StartContainerAsync(id, null, cancellationToken);
            return id;
        }
        catch (DockerApiException exception)
        {
            // Taken away by somebody who held us for gone, or refused by the engine.
            if (await inspector.FindAsync(id, cancellationToken) is null or { State.Status: "removing" })
                return null;
            await remover.RemoveAsync(id, cancellationToken);
            throw new WorkerStartException(ReasonCode.StartError, $"The engine could not start the container {name}: {EngineWords.Of(exception)}", exception);
        }
    }

    private async Task<string?> TryCreateAsync(CreateContainerParameters container, CancellationToken cancellationToken)
    {
        var client = await connection.GetAsync(cancellationToken);
        try
        {
            return (await client.Containers.CreateContainerAsync(container, cancellationToken)).ID;
        }
        catch (DockerImageNotFoundException exception)
        {
            throw new WorkerStartException(ReasonCode.ImagePull, $"The image {container.Image} is not on the engine any more: {EngineWords.Of(exception)}", exception);
        }
        catch (DockerApiException exception) when (exception.StatusCode == HttpStatusCode.Conflict)
        {
            return null;
        }
        catch (DockerApiException exception)
        {
            var words = EngineWords.Of(exception);
            var reason = words.Contains("invalid reference format", StringComparison.Ordinal) ? ReasonCode.InvalidImage : ReasonCode.StartError;
            throw new WorkerStartException(reason, $"The engine does not take the container {container.Name}: {words}", exception);
        }
    }

    private async Task<string> NetworkAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await network.EnsureAsync(cancellationToken);
        }
        catch (InvalidOperationException exception)
        {
            throw new WorkerStartException(ReasonCode.StartError, exception.Message, exception);
        }
    }

    private async Task FitsAsync(WorkerSize size, CancellationToken cancellationToken)
    {
        var info = await facts.GetAsync(cancellationToken);
        if (size.CpuMillis > info.NCPU * MillisPerCpu || size.MemoryBytes > info.MemTotal)
        {
            throw new WorkerStartException(ReasonCode.Unschedulable,
                $"A worker of {size.CpuMillis}m CPU and {size.MemoryBytes >> 20} MiB never fits on the engine's machine of {info.NCPU * MillisPerCpu}m and {info.MemTotal >> 20} MiB: lower the agent's Sizes.");
        }
    }
}
