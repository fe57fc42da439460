using Docker.DotNet;

namespace Actors.Runtimes.Docker;

/// <summary>The network of an agent's workers, looked for at every start: somebody may have removed it.</summary>
internal sealed class AgentNetwork(DockerConnection connection, DockerRuntimeOptions options, ContainerLabels labels, Action<string> notIsolated)
{
    private volatile string? _id;

    /// <summary>Name of the network.</summary>
    public string Name => options.Network ?? labels.Network;

    /// <summary>Id of the network, created when it is not there.</summary>
    /// <exception cref="InvalidOperationException">The engine refuses.</exception>
    public async Task<string> EnsureAsync(CancellationToken cancellationToken)
    {
        var client = await connection.GetAsync(cancellationToken);
        if (_id is { } known && await IsThereAsync(client, known, cancellationToken))
            return known;
        var network = await DockerNetwork.EnsureAsync(client, Name, options.Network is null ? labels.Agent : new Dictionary<string, string>(), cancellationToken);
        if (!DockerNetwork.IsIsolated(network))
            notIsolated(Name);
        return _id = network.ID;
    }

    private static async Task<bool> IsThereAsync(DockerClient client, string id, CancellationToken cancellationToken)
    {
        try
        {
            await client.Networks.InspectNetworkAsync(id, cancellationToken);
            return true;
        }
        catch (DockerNetworkNotFoundException)
        {
            return false;
        }
    }
}
