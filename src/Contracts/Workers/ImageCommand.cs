using System.Text.Json.Serialization;

namespace Actors.Contracts.Workers;

/// <summary>What an image itself says about its command; the Worker program takes its place, so the engine tells it (<see cref="WorkerEnvironment.ImageCommand"/>).</summary>
/// <param name="Entrypoint">The image's ENTRYPOINT.</param>
/// <param name="Command">The image's CMD.</param>
public sealed record ImageCommand(IReadOnlyList<string> Entrypoint, IReadOnlyList<string> Command)
{
    /// <summary>What the image would start by itself: both, one after the other; empty: it does not say.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Line => [.. Entrypoint, .. Command];
}
