using Docker.DotNet;

namespace Actors.Runtimes.Docker;

/// <summary>An engine and the version of its API that is spoken with it.</summary>
internal sealed class DockerConnection(DockerEndpoint endpoint) : IDisposable
{
    private static readonly Version Spoken = new(1, 41);
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _gate = new(1);
    private readonly List<DockerClient> _clients = [];
    private volatile DockerClient? _client;

    /// <summary>Its address.</summary>
    public DockerEndpoint Endpoint => endpoint;

    /// <summary>The client, once the engine has said what it speaks.</summary>
    /// <exception cref="HttpRequestException">The engine does not answer.</exception>
    /// <exception cref="InvalidOperationException">The engine is too old.</exception>
    public async Task<DockerClient> GetAsync(CancellationToken cancellationToken)
    {
        if (_client is { } client)
            return client;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _client ??= await NegotiateAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Asks the engine anew what it speaks at the next call: it may be another one since it was away.</summary>
    public void Renegotiate() => _client = null;

    /// <summary>The version to speak with an engine: 1.41 (Docker 20.10), or the oldest that a newer engine still knows; never more than it offers.</summary>
    /// <exception cref="InvalidOperationException">The engine is older than that.</exception>
    public static Version Choose(string newest, string? oldest)
    {
        if (!Version.TryParse(newest, out var max))
            throw new InvalidOperationException($"The engine says that it speaks API version '{newest}', which is none.");
        if (max < Spoken)
            throw new InvalidOperationException($"The engine speaks API {max}; {Spoken} is needed: update it to Docker 20.10 or newer.");
        return Version.TryParse(oldest, out var min) && min > Spoken ? min : Spoken;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in _clients)
            client.Dispose();
        _gate.Dispose();
    }

    private async Task<DockerClient> NegotiateAsync(CancellationToken cancellationToken)
    {
        using var any = Build(null);
        var version = await any.System.GetVersionAsync(cancellationToken);
        var client = Build(Choose(version.APIVersion, version.MinAPIVersion));
        _clients.Add(client);
        return client;
    }

    private DockerClient Build(Version? version) => new DockerClientBuilder()
        .WithEndpoint(endpoint.Http).WithApiVersion(version).WithTimeout(CallTimeout)
        .WithTransportOptions(new DockerTransport(), endpoint).Build();
}
