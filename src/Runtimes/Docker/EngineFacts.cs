using System.Globalization;
using Docker.DotNet.Models;

namespace Actors.Runtimes.Docker;

/// <summary>What the engine says of itself, asked anew every few minutes.</summary>
internal sealed class EngineFacts(DockerConnection connection, TimeProvider time)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    private volatile Known? _known;

    /// <summary>The engine's description.</summary>
    public async Task<SystemInfoResponse> GetAsync(CancellationToken cancellationToken) => (await KnowAsync(cancellationToken)).Info;

    /// <summary>The time by the engine's clock, which is another machine's where the engine is.</summary>
    public async Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken) => time.GetUtcNow() + (await KnowAsync(cancellationToken)).Offset;

    /// <summary>Identity of the engine.</summary>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    public async Task<string> IdentityAsync(CancellationToken cancellationToken) =>
        (await GetAsync(cancellationToken)).ID is { Length: > 0 } id
            ? $"docker:{id}"
            : throw new InvalidOperationException($"The engine at {connection.Endpoint.Text} does not say its id (docker info), by which two agents on one engine are told apart.");

    private async Task<Known> KnowAsync(CancellationToken cancellationToken)
    {
        if (_known is { } known && time.GetElapsedTime(known.At) < MaxAge)
            return known;
        var client = await connection.GetAsync(cancellationToken);
        var info = await client.System.GetSystemInfoAsync(cancellationToken);
        var offset = DateTimeOffset.TryParse(info.SystemTime, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var there) ? there - time.GetUtcNow() : TimeSpan.Zero;
        return _known = new(info, offset, time.GetTimestamp());
    }

    private sealed record Known(SystemInfoResponse Info, TimeSpan Offset, long At);
}
