using System.Net;
using Actors.Contracts.Identity;
using Docker.DotNet;

namespace Actors.Runtimes.Docker;

/// <summary>Removes containers with all that is theirs.</summary>
internal sealed class ContainerRemover(DockerConnection connection, ContainerLabels labels, ContainerInspector inspector, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Removes a container, killing what still runs, and its volume; returns when it is gone. One that is not there is no error.</summary>
    /// <exception cref="DockerApiException">The engine cannot.</exception>
    public async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        for (var begin = time.GetTimestamp(); !await TryRemoveAsync(id, time.GetElapsedTime(begin) < Patience, cancellationToken); await Task.Delay(Pause, time, cancellationToken))
        {
            if (await inspector.FindAsync(id, cancellationToken) is null)
                break;
        }

        inspector.Forget(id);
    }

    /// <summary>Removes a container that never ran; false when it runs.</summary>
    public async Task<bool> RemoveUnstartedAsync(string id, CancellationToken cancellationToken)
    {
        var client = await connection.GetAsync(cancellationToken);
        try
        {
            await client.Containers.RemoveContainerAsync(id, new() { Force = false, RemoveVolumes = true }, cancellationToken);
            return true;
        }
        catch (DockerContainerNotFoundException)
        {
            return true;
        }
        catch (DockerApiException exception) when (exception.StatusCode == HttpStatusCode.Conflict)
        {
            return false;
        }
    }

    /// <summary>Removes a worker's volumes that no container has any more, as is left when somebody removed the container only.</summary>
    public Task CollectAsync(AttemptId attempt, CancellationToken cancellationToken) => CollectAsync(labels.VolumesOf(attempt), cancellationToken);

    /// <summary>Removes the volumes of this agent that no container has any more.</summary>
    /// <returns>Their number.</returns>
    public Task<int> CollectAsync(CancellationToken cancellationToken) => CollectAsync(labels.Filters, cancellationToken);

    private async Task<bool> TryRemoveAsync(string id, bool again, CancellationToken cancellationToken)
    {
        var client = await connection.GetAsync(cancellationToken);
        try
        {
            await client.Containers.RemoveContainerAsync(id, new() { Force = true, RemoveVolumes = true }, cancellationToken);
            return true;
        }
        catch (DockerContainerNotFoundException)
        {
            return true;
        }
        catch (DockerApiException exception) when (again && exception.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.InternalServerError)
        {
            // Somebody else removes it just now, or the kernel is not done with its file system.
            return false;
        }
    }

    private async Task<int> CollectAsync(IEnumerable<(string Kind, string Value)> filters, CancellationToken cancellationToken)
    {
        var client = await connection.GetAsync(cancellationToken);
        var found = await client.Volumes.ListAsync(new() { Filters = EngineFilters.Of([.. filters, ("dangling", "true")]) }, cancellationToken);
        var count = 0;
        foreach (var volume in found.Volumes ?? [])
            count += await TryCollectAsync(client, volume.Name, cancellationToken) ? 1 : 0;
        return count;
    }

    private static async Task<bool> TryCollectAsync(DockerClient client, string name, CancellationToken cancellationToken)
    {
        try
        {
            await client.Volumes.RemoveAsync(name, cancellationToken: cancellationToken);
            return true;
        }
        catch (DockerApiException exception) when (exception.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            // Gone with its container, or in use: then it goes with that.
            return false;
        }
    }
}
