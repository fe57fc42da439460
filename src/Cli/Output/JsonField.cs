using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.Cli.Output;

/// <summary>Reads fields of documents whose shape is the server's.</summary>
internal static class JsonField
{
    /// <summary>The node at a path such as <c>status.run.id</c>; null when any part is missing.</summary>
    public static JsonNode? At(JsonNode? node, string path)
    {
        foreach (var name in path.Split('.'))
        {
            node = node is JsonObject parent && parent.TryGetPropertyValue(name, out var child) ? child : null;
        }

        return node;
    }

    /// <summary>The text at a path: strings as they are, all else as JSON; null when it is missing.</summary>
    public static string? Text(JsonNode? node, string path) => Text(At(node, path));

    /// <summary>A value as text: strings as they are, all else as JSON.</summary>
    public static string? Text(JsonNode? node) =>
        node is null ? null : node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString();

    /// <summary>The time at a path; null when it is missing or no time.</summary>
    public static DateTimeOffset? Time(JsonNode? node, string path) =>
        DateTimeOffset.TryParse(Text(node, path), System.Globalization.CultureInfo.InvariantCulture, out var time) ? time : null;
}
