using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Actors.Runtimes.Docker;

/// <summary>
/// The network of an agent's workers: a bridge on which they reach what their host reaches, and the host itself at its gateway, but not each other.
/// </summary>
public static class DockerNetwork
{
    /// <summary>Label of a network that was created for workers; its value is the network's name.</summary>
    public const string Label = "actors.network";

    private const string TrafficOption = "com.docker.network.bridge.enable_icc";

    /// <summary>Sees to it that the engine has a network of that name.</summary>
    /// <param name="endpoint">Address of the engine, as in the setting <c>Docker:Endpoint</c>.</param>
    /// <param name="name">Name of the network, as in the setting <c>Docker:Network</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Address of the host on the network: what is bound to it, workers reach.</returns>
    /// <exception cref="HttpRequestException">The engine does not answer.</exception>
    /// <exception cref="InvalidOperationException">The engine refuses, or the network has no gateway.</exception>
    public static async Task<IPAddress> EnsureAsync(string endpoint, string name, CancellationToken cancellationToken)
    {
        using var connection = new DockerConnection(DockerEndpoint.Parse(endpoint));
        var network = await EnsureAsync(await connection.GetAsync(cancellationToken), name, new Dictionary<string, string>(), cancellationToken);
        var gateway = network.IPAM?.Config?.Select(config => config.Gateway).FirstOrDefault(text => text is { Length: > 0 });
        return IPAddress.TryParse(gateway?.Split('/')[0], out var address)
            ? address
            : throw new InvalidOperationException($"The network '{name}' of the engine at {endpoint} has no gateway, so workers on it cannot reach this host: remove it (docker network rm {name}) or name another.");
    }

    /// <summary>Removes a network that <see cref="EnsureAsync(string, string, CancellationToken)"/> created; false when it is still in use, or was not created here. One that is not there is no error.</summary>
    /// <exception cref="HttpRequestException">The engine does not answer.</exception>
    public static async Task<bool> RemoveAsync(string endpoint, string name, CancellationToken cancellationToken)
    {
        using var connection = new DockerConnection(DockerEndpoint.Parse(endpoint));
        var client = await connection.GetAsync(cancellationToken);
        var all = true;
        foreach (var network in await FindAsync(client, name, cancellationToken))
            all &= network.Labels is { } labels && labels.ContainsKey(Label) && await TryDeleteAsync(client, network.ID, cancellationToken);
        return all;
    }

    /// <summary>The network of that name, created with the labels when there is none. Of several, which a race can leave, all agents take the oldest.</summary>
    internal static async Task<NetworkResponse> EnsureAsync(DockerClient client, string name, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        try
        {
            if (await FindAsync(client, name, cancellationToken) is [var found, ..])
                return found;
            var mine = await CreateAsync(client, name, labels, cancellationToken);
            if (await FindAsync(client, name, cancellationToken) is not [var network, ..])
                throw new InvalidOperationException($"The network '{name}' was removed while it was created.");
            if (mine is not null && network.ID != mine)
                await TryDeleteAsync(client, mine, cancellationToken);
            return network;
        }
        catch (DockerApiException exception)
        {
            throw new InvalidOperationException($"The Docker engine cannot set up the network '{name}' (setting Docker:Network): {EngineWords.Of(exception)}", exception);
        }
    }

    /// <summary>Whether containers on the network are kept apart.</summary>
    internal static bool IsIsolated(NetworkResponse network) =>
        network.Options is { } options && options.TryGetValue(TrafficOption, out var value) && value == "false";

    private static async Task<string?> CreateAsync(DockerClient client, string name, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.Networks.CreateNetworkAsync(new()
            {
                Name = name, Driver = "bridge", Options = new Dictionary<string, string> { [TrafficOption] = "false" },
                Labels = new Dictionary<string, string>(labels) { [Label] = name },
            }, cancellationToken)).ID;
        }
        catch (DockerApiException exception) when (exception.StatusCode == HttpStatusCode.Conflict)
        {
            // Somebody else was first, on an engine that keeps names apart.
            return null;
        }
    }

    // The engine's filter matches parts of names.
    private static async Task<IReadOnlyList<NetworkResponse>> FindAsync(DockerClient client, string name, CancellationToken cancellationToken) =>
        [.. (await client.Networks.ListNetworksAsync(new() { Filters = EngineFilters.Of("name", name) }, cancellationToken))
            .Where(network => network.Name == name).OrderBy(network => network.Created).ThenBy(network => network.ID, StringComparer.Ordinal)];

    private static async Task<bool> TryDeleteAsync(DockerClient client, string id, CancellationToken cancellationToken)
    {
        try
        {
            await client.Networks.DeleteNetworkAsync(id, cancellationToken);
            return true;
        }
        catch (DockerNetworkNotFoundException)
        {
            return true;
        }
        catch (DockerApiException exception) when (exception.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Conflict)
        {
            return false;
        }
    }
}
