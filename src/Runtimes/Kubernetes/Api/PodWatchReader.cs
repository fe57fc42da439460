using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using k8s;
using k8s.Models;

namespace Actors.Runtimes.Kubernetes.Api;

/// <summary>Reads the lines of a watch.</summary>
internal static class PodWatchReader
{
    /// <summary>The events, until the server ends the watch.</summary>
    /// <exception cref="ApiException">The server says that the watch cannot go on, or its words are none of a watch.</exception>
    public static async IAsyncEnumerable<PodEvent> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (Parse(line) is { } change)
                yield return change;
        }
    }

    /// <summary>One line; null: of a kind that is not known.</summary>
    public static PodEvent? Parse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var value = document.RootElement.GetProperty("object");
            return document.RootElement.GetProperty("type").GetString() switch
            {
                "ADDED" or "MODIFIED" => new(PodEventKind.Changed, Pod(value)),
                "DELETED" => new(PodEventKind.Deleted, Pod(value)),
                "BOOKMARK" => new(PodEventKind.Bookmark, Pod(value)),
                "ERROR" => throw Failure(value),
                _ => null,
            };
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Cut off in the middle of a line, as a connection that breaks does.
            throw new ApiException(null, "", $"A watch said what is no event: {exception.Message}", exception);
        }
    }

    private static V1Pod Pod(JsonElement value) => KubernetesJson.Deserialize<V1Pod>(value);

    private static ApiException Failure(JsonElement status)
    {
        var (reason, message) = ApiSender.ReadStatus(status.GetRawText());
        var code = status.TryGetProperty("code", out var number) && number.TryGetInt32(out var value) ? value : (int)HttpStatusCode.InternalServerError;
        return new((HttpStatusCode)code, reason, $"The watch ended: {message}");
    }
}
