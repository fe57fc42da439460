using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Contracts.Workers;
using Actors.Templates.Reading;

namespace Actors.Grains.Activities;

/// <summary>Keeps the secrets of a job out of what people see of its outputs. What depends on the outputs gets them as they are.</summary>
internal static class SecretMask
{
    /// <summary>The outputs as JSON with secrets masked; null when there is nothing to mask.</summary>
    public static string? MaskedOrNull(JsonObject? outputs, IReadOnlyList<string> secrets)
    {
        // The longest first: of a secret that contains another one nothing must remain.
        var worth = secrets.SelectMany(SecretForms.Of).Distinct(StringComparer.Ordinal).OrderByDescending(s => s.Length).ToArray();
        if (outputs is null || worth.Length == 0)
        {
            return null;
        }

        var masked = Mask(outputs.DeepClone(), worth)!;
        return JsonNode.DeepEquals(masked, outputs) ? null : masked.ToJsonString();
    }

    private static JsonNode? Mask(JsonNode? node, string[] secrets) => node switch
    {
        JsonObject map => Map(map, secrets),
        JsonArray list => new JsonArray([.. list.Select(item => Mask(item, secrets))]),
        JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(Text(text, secrets)),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && Text(value.ToJsonString(), secrets) is var number && number != value.ToJsonString() =>
            JsonValue.Create(number),
        null => null,
        _ => node.DeepClone(),
    };

    /// <summary>Names that become the same are told apart by a number.</summary>
    private static JsonObject Map(JsonObject map, string[] secrets)
    {
        var masked = new JsonObject();
        foreach (var (name, value) in map)
        {
            var (shown, free) = (Text(name, secrets), Text(name, secrets));
            for (var number = 2; masked.ContainsKey(free); number++)
            {
                free = $"{shown} ({number})";
            }

            masked.Add(free, Mask(value, secrets));
        }

        return masked;
    }

    private static string Text(string text, string[] secrets) =>
        secrets.Aggregate(text, (current, secret) => current.Replace(secret, SecretRedaction.Marker, StringComparison.Ordinal));
}
