using System.Text.Json.Nodes;

namespace Actors.Templates.Reading;

/// <summary>Keeps secrets of documents out of what is shown.</summary>
public static class SecretRedaction
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Marker = "********";

    private static readonly HashSet<string> AlwaysSecret = ["password", "privateKey", "kubeConfig"];
    private static readonly HashSet<string> SecretIfMarked = ["value", "data"];
    private const string Headers = "headers";

    /// <summary>A copy of a document in which secrets are replaced by <see cref="Marker"/>: values of sensitive variables, environment
    /// variables and files, passwords, private keys, kubeconfigs, and what is written out in headers of HTTP calls whose names speak of a credential.</summary>
    /// <param name="document">Canonical JSON of a document, or any part of one.</param>
    /// <returns>The copy.</returns>
    public static JsonObject Redact(JsonObject document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var copy = (JsonObject)document.DeepClone();
        Visit(copy, null, (secret, _) => string.IsNullOrEmpty(secret) ? secret : Marker);
        return copy;
    }

    /// <summary>The inverse, for a document that is shown, edited and applied again: a marker stands for the stored value. A value that is no
    /// longer marked as sensitive does not get its secret back, which would show it.</summary>
    /// <param name="stored">The stored document; null when there is none.</param>
    /// <param name="incoming">The document that is applied.</param>
    /// <returns>A copy of the incoming document with the stored secrets in the place of markers. A marker without a stored value stays.</returns>
    public static JsonObject Merge(JsonObject? stored, JsonObject incoming)
    {
        ArgumentNullException.ThrowIfNull(incoming);
        var copy = (JsonObject)incoming.DeepClone();
        Visit(copy, stored, (secret, old) => secret == Marker ? old ?? Marker : secret);
        return copy;
    }

    /// <summary>Fields that hold <see cref="Marker"/> in the place of a secret.</summary>
    /// <param name="document">Canonical JSON of a document.</param>
    /// <returns>Field paths; a document with any of them cannot work.</returns>
    public static IReadOnlyList<string> FindMarkers(JsonObject document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var paths = new List<string>();
        FindMarkers(document, "", paths);
        return paths;
    }

    private static void FindMarkers(JsonNode? node, string path, List<string> paths)
    {
        switch (node)
        {
            case JsonObject mapping:
                foreach (var (key, value) in mapping)
                {
                    FindMarkers(value, RecordBinder.Join(path, key), paths);
                }

                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    FindMarkers(list[i], $"{path}[{i}]", paths);
                }

                break;
            case JsonValue value when value.TryGetValue<string>(out var text) && text == Marker:
                paths.Add(path);
                break;
            default:
                break;
        }
    }

    private static void Visit(JsonNode? node, JsonNode? stored, Func<string?, string?, string?> replace)
    {
        if (node is JsonArray list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                Visit(list[i], Counterpart(list[i], stored as JsonArray, i), replace);
            }

            return;
        }

        if (node is not JsonObject mapping)
        {
            return;
        }

        var isSensitive = IsTrue(mapping["sensitive"]) || IsTrue((mapping["options"] as JsonObject)?["sensitive"]);
        foreach (var key in mapping.Select(entry => entry.Key).ToList())
        {
            var old = (stored as JsonObject)?[key];
            if (mapping[key] is JsonValue value)
            {
                if ((AlwaysSecret.Contains(key) || (isSensitive && SecretIfMarked.Contains(key))) && value.TryGetValue<string>(out var secret))
                {
                    mapping[key] = replace(secret, Text(old));
                }
            }
            else
            {
                if (key == Headers && mapping[key] is JsonObject headers)
                {
                    VisitHeaders(headers, old as JsonObject, replace);
                }

                Visit(mapping[key], old, replace);
            }
        }
    }

    private static void VisitHeaders(JsonObject headers, JsonObject? stored, Func<string?, string?, string?> replace)
    {
        foreach (var name in headers.Select(entry => entry.Key).Where(CredentialHeaders.IsCredential).ToList())
        {
            if (Text(headers[name]) is { } text && CredentialHeaders.IsWritten(text))
            {
                headers[name] = replace(text, Text(stored?[name]));
            }
        }
    }

    // Entries are matched by name or key, so that a reordered list keeps each secret with its entry.
    private static JsonNode? Counterpart(JsonNode? item, JsonArray? stored, int index)
    {
        foreach (var identity in new[] { "name", "key" })
        {
            if ((item as JsonObject)?[identity] is { } own)
            {
                return stored?.FirstOrDefault(other => JsonNode.DeepEquals((other as JsonObject)?[identity], own));
            }
        }

        return index < stored?.Count ? stored[index] : null;
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static bool IsTrue(JsonNode? node) => node is JsonValue value && value.TryGetValue<bool>(out var isTrue) && isTrue;
}
