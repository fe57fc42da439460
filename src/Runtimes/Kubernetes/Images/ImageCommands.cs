using System.Collections.Concurrent;
using System.Text.Json;
using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Actors.Contracts.Workers;
using Actors.Runtimes.Docker;

namespace Actors.Runtimes.Kubernetes.Images;

/// <summary>
/// What images say about their own command. Kubernetes tells it to nobody, and runs it only where the pod names no command, which ours does: the registry is asked. Only for templates that leave the command to their image.
/// </summary>
internal sealed class ImageCommands(IReadOnlyList<string> plain, TimeProvider time) : IDisposable
{
    private const int Most = 500;
    private const int LongestCommand = 64 * 1024;
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private static readonly string[] Indexes = ["application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json"];
    private static readonly string[] Manifests = ["application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json"];

    private readonly RegistryClient _client = new(plain);
    private readonly ConcurrentDictionary<(string Image, ImageAccount? Account), (long At, ImageCommand Command)> _known = new();

    /// <summary>Asks for it.</summary>
    /// <exception cref="WorkerStartException">It cannot be had; the message has the way out.</exception>
    public async Task<ImageCommand> OfAsync(string image, ImageAccount? account, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue((image, account), out var known) && time.GetElapsedTime(known.At) < Fresh)
            return known.Command;
        try
        {
            var command = await ReadAsync(ImageReference.Parse(image) ?? throw new WorkerStartException(ReasonCode.InvalidImage, $"'{image}' is no name of an image."), account, cancellationToken);
            if (_known.Count >= Most)
                _known.Clear();
            _known[(image, account)] = (time.GetTimestamp(), command);
            return command;
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or FormatException or InvalidOperationException or KeyNotFoundException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var why = exception is JsonException or FormatException or InvalidOperationException or KeyNotFoundException ? "its registry describes no image that we understand" : exception.Message;
            throw new WorkerStartException(ReasonCode.ImagePull, $"The template leaves the command to the image {image}, and Kubernetes does not tell it: {why}. Name the command in the template ('commands').", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<ImageCommand> ReadAsync(ImageReference image, ImageAccount? account, CancellationToken cancellationToken)
    {
        var repository = Repository(image);
        Task<JsonDocument> Read(string path, string[] types) => _client.ReadAsync(image.Registry, $"{repository}/{path}", repository, types, account, cancellationToken);
        var manifest = await Read($"manifests/{image.Version}", [.. Manifests, .. Indexes]);
        try
        {
            if (manifest.RootElement.TryGetProperty("manifests", out var list))
            {
                var digest = Platform(list);
                manifest.Dispose();
                manifest = await Read($"manifests/{digest}", Manifests);
            }

            using var config = await Read($"blobs/{Digest(manifest.RootElement.GetProperty("config"))}", ["application/json"]);
            var own = config.RootElement.TryGetProperty("config", out var found) && found.ValueKind == JsonValueKind.Object ? found : default;
            return new(Words(own, "Entrypoint"), Words(own, "Cmd"));
        }
        finally
        {
            manifest.Dispose();
        }
    }

    private static string Repository(ImageReference image)
    {
        var parts = image.Name.Split('/');
        var hosted = parts.Length > 1 && (parts[0] == image.Registry || parts[0] is "index.docker.io" or ImageReference.Hub);
        var name = string.Join('/', hosted ? parts[1..] : parts);
        return image.Registry == ImageReference.Hub && !name.Contains('/', StringComparison.Ordinal) ? $"library/{name}" : name;
    }

    // The variants of an image differ in their machine code, hardly ever in their command.
    private static string Platform(JsonElement list)
    {
        var linux = list.EnumerateArray().Where(entry => entry.TryGetProperty("platform", out var platform) && platform.GetProperty("os").GetString() == "linux").ToList();
        return Digest(linux.FirstOrDefault(entry => entry.GetProperty("platform").GetProperty("architecture").GetString() == "amd64", linux.Count > 0 ? linux[0] : throw new FormatException("no Linux")));
    }

    private static string Digest(JsonElement entry) => entry.GetProperty("digest").GetString() is { Length: > 0 and < 200 } digest && !digest.AsSpan().ContainsAny('/', '?', '#')
        ? digest : throw new FormatException("no digest");

    private static string[] Words(JsonElement config, string name)
    {
        string[] words = config.ValueKind == JsonValueKind.Object && config.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(word => word.GetString() ?? throw new FormatException("no word"))] : [];
        return words.Sum(word => word.Length) <= LongestCommand ? words : throw new FormatException("a command that is too long");
    }
}
