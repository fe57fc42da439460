using System.Text.Json.Nodes;
using Actors.Templates.Reading;

namespace Actors.Grains.Activities;

/// <summary>Keeps the secrets of a job out of what people see of its outputs. What depends on the outputs gets them as they are.</summary>
internal static class SecretMask
{
    private const int ShortestSecret = 4;

    /// <summary>The outputs as JSON with secrets masked; null when there is nothing to mask.</summary>
    public static string? MaskedOrNull(JsonObject? outputs, IReadOnlyList<string> secrets)
    {
        var worth = secrets.Where(s => s.Length >= ShortestSecret).ToArray();
        if (outputs is null || worth.Length == 0)
        {
            return null;
        }

        var masked = Mask(outputs.DeepClone(), worth)!;
        return JsonNode.DeepEquals(masked, outputs) ? null : masked.ToJsonString();
    }

    private static JsonNode? Mask(JsonNode? node, string[] secrets) => node switch
    {
        JsonObject map => new JsonObject(map.Select(p => KeyValuePair.Create(Text(p.Key, secrets), Mask(p.Value, secrets)))),
        JsonArray list => new JsonArray([.. list.Select(item => Mask(item, secrets))]),
        JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(Text(text, secrets)),
        null => null,
        _ => node.DeepClone(),
    };

    private static string Text(string text, string[] secrets) =>
        secrets.Aggregate(text, (current, secret) => current.Replace(secret, SecretRedaction.Marker, StringComparison.Ordinal));
}
