using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.Runtimes.Kubernetes.Policy;

/// <summary>Collects what a template asks for and may not have.</summary>
/// <param name="allowances">What it may have.</param>
internal sealed class PodFindings(PodAllowances allowances)
{
    private readonly List<string> _findings = [];

    /// <summary>Each names its field and, where there is one, the setting that would allow it.</summary>
    public IReadOnlyList<string> All => _findings;

    public PodAllowances Allowances => allowances;

    /// <summary>Nothing allows this.</summary>
    public void Deny(string field, string why) => _findings.Add($"{field}: {why}");

    /// <summary>A field that is not on the list of what templates may set.</summary>
    public void Unknown(string field) => Deny(field, "is not among the fields that a template may set.");

    /// <summary>Only what the word allows, for this name if there is one.</summary>
    public void Need(string field, string word, string? name = null)
    {
        if (!allowances.Allows(word, name))
            Refuse(field, name is null ? word : $"{word}={name}");
    }

    /// <summary>The setting would have to have this entry.</summary>
    public void Refuse(string field, string entry) => _findings.Add($"{field}: is not allowed unless Kubernetes:Allow has '{entry}'.");

    /// <summary>The fields of an object; null where it is none, which is a finding. A null inside would remove what we set.</summary>
    public IEnumerable<KeyValuePair<string, JsonNode>> Fields(string field, JsonNode? node)
    {
        if (node is not JsonObject found)
        {
            Deny(field, "is not an object.");
            yield break;
        }

        foreach (var (name, value) in found)
        {
            if (value is null)
                Deny($"{field}.{name}", "is null.");
            else
                yield return new(name, value);
        }
    }

    /// <summary>The items of a list, with their paths.</summary>
    public IEnumerable<(string Field, JsonNode Item)> Items(string field, JsonNode? node)
    {
        if (node is not JsonArray found)
        {
            Deny(field, "is not a list.");
            yield break;
        }

        for (var index = 0; index < found.Count; index++)
        {
            if (found[index] is { } item)
                yield return ($"{field}[{(item as JsonObject)?["name"] ?? index}]", item);
            else
                Deny($"{field}[{index}]", "is null.");
        }
    }

    /// <summary>A text; null where it is none, which is a finding.</summary>
    public string? Text(string field, JsonNode? node)
    {
        if (node?.GetValueKind() == JsonValueKind.String)
            return node.GetValue<string>();
        Deny(field, "is not a text.");
        return null;
    }

    /// <summary>Yes or no; null where it is neither, which is a finding.</summary>
    public bool? Flag(string field, JsonNode? node)
    {
        if (node?.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
            return node.GetValueKind() == JsonValueKind.True;
        Deny(field, "is neither true nor false.");
        return null;
    }

    /// <summary>A whole number; null where it is none, which is a finding.</summary>
    public long? Whole(string field, JsonNode? node)
    {
        if (node is JsonValue value && node.GetValueKind() == JsonValueKind.Number && value.TryGetValue<long>(out var number))
            return number;
        Deny(field, "is not a whole number.");
        return null;
    }

    /// <summary>A map of texts, of which only the names matter.</summary>
    public IEnumerable<string> Names(string field, JsonNode? node)
    {
        foreach (var (name, value) in Fields(field, node))
        {
            if (Text($"{field}.{name}", value) is not null)
                yield return name;
        }
    }

    /// <summary>Nothing dangerous can stand below this; but what is null stays out.</summary>
    public void Free(string field, JsonNode node)
    {
        if (node is JsonObject)
        {
            foreach (var (name, value) in Fields(field, node))
                Free($"{field}.{name}", value);
        }
        else if (node is JsonArray)
        {
            foreach (var (path, item) in Items(field, node))
                Free(path, item);
        }
    }
}
