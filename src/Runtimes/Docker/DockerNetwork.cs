using System.Net;
using Actors.Contracts.Runtimes;
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
    private const string BridgeOption = "com.docker.network.bridge.name";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

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

    /// <summary>The network of that name, created with the labels when there is none. However many ask at the same time, there will be one.</summary>
    internal static async Task<NetworkResponse> EnsureAsync(DockerClient client, string name, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            while (true)
            {
                if (await FindAsync(client, name, limit.Token) is [var found, ..])
                    return found;
                if (!await TryCreateAsync(client, name, labels, limit.Token))
                    await Task.Delay(Pause, limit.Token);
            }
        }
        catch (DockerApiException exception)
        {
            throw new InvalidOperationException($"The Docker engine cannot set up the network '{name}' (setting Docker:Network): {EngineWords.Of(exception)}", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException($"The Docker engine did not set up the network '{name}' (setting Docker:Network) within {Patience.TotalSeconds} s; another may have its bridge {BridgeOf(name)} (docker network ls).", exception);
        }
    }

    /// <summary>Whether containers on the network are kept apart.</summary>
    internal static bool IsIsolated(NetworkResponse network) =>
        network.Options is { } options && options.TryGetValue(TrafficOption, out var value) && value == "false";

    // Engines of this age let two networks have one name, and then start no container on either; two bridges never have one name.
    private static async Task<bool> TryCreateAsync(DockerClient client, string name, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        try
        {
            await client.Networks.CreateNetworkAsync(new()
            {
                Name = name, Driver = "bridge", Labels = new Dictionary<string, string>(labels) { [Label] = name },
                Options = new Dictionary<string, string> { [TrafficOption] = "false", [BridgeOption] = BridgeOf(name) },
            }, cancellationToken);
            return true;
        }
        catch (DockerApiException exception) when (exception.StatusCode == HttpStatusCode.Conflict || EngineWords.Of(exception).Contains("same bridge name", StringComparison.Ordinal))
        {
            // Somebody else is first.
            return false;
        }
    }

    // At most 15 characters.
    private static string BridgeOf(string name) => $"act{WorkerName.Hash(name)[..12]}";

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
