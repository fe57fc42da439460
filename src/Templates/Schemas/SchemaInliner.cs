using System.Text.Json.Nodes;

namespace Actors.Templates.Schemas;

/// <summary>Replaces references of a schema by what they refer to. What comes out refers to nothing, neither here nor elsewhere, does not contain itself,
/// and is small: so it can be held against a value in bounded time.</summary>
internal sealed class SchemaInliner(JsonNode root, bool siblingsCount)
{
    // Data, not schemas: what looks like a reference in them is none.
    private static readonly HashSet<string> Data = ["enum", "const", "default", "examples"];

    // Without references there is nothing to look up by these; the dialect is chosen before.
    private static readonly HashSet<string> Dropped = ["$schema", "$id", "id", "$anchor", "$vocabulary", "definitions", "$defs"];
    private readonly List<string> _open = [];
    private int _nodes;

    /// <summary>How many values it has.</summary>
    public int Nodes => _nodes;

    /// <summary>Whether equal items of lists are looked for.</summary>
    public bool HasUniqueItems { get; private set; }

    /// <summary>The schema without references.</summary>
    /// <exception cref="SchemaException">A reference leads elsewhere, to nothing or in a circle, or it is too large.</exception>
    public JsonNode? Inline() => Schema(root, 0);

    private JsonNode? Schema(JsonNode? node, int depth)
    {
        Count(depth);
        if (node is JsonArray list)
        {
            return new JsonArray([.. list.Select(item => Schema(item, depth + 1))]);
        }

        if (node is not JsonObject schema)
        {
            return node?.DeepClone();
        }

        if (schema["$ref"] is JsonValue value && value.TryGetValue<string>(out var reference))
        {
            return Reference(schema, reference, depth);
        }

        return Members(schema, depth);
    }

    private JsonObject Members(JsonObject schema, int depth)
    {
        var result = new JsonObject();
        foreach (var (key, value) in schema)
        {
            switch (key)
            {
                case "$dynamicRef" or "$recursiveRef" when value is JsonValue:
                    throw new SchemaException($"'{key}' is not supported");
                case "properties" or "patternProperties" or "dependentSchemas" or "dependencies" when value is JsonObject named:
                    foreach (var name in key == "patternProperties" ? named.Select(entry => entry.Key) : [])
                    {
                        LinearPattern.Read(name);
                    }

                    // Here the keys are names: one may be called as a keyword is.
                    Count(depth);
                    result[key] = new JsonObject(named.Select(entry => KeyValuePair.Create(entry.Key, Schema(entry.Value, depth + 1))));
                    break;
                case var _ when Data.Contains(key):
                    CountData(value, depth + 1);
                    result[key] = value?.DeepClone();
                    break;
                case var _ when Dropped.Contains(key) || key == "$ref":
                    break;
                case "pattern" when value is JsonValue text && text.TryGetValue<string>(out var pattern):
                    LinearPattern.Read(pattern);
                    result[key] = Schema(value, depth + 1);
                    break;
                default:
                    HasUniqueItems |= key == "uniqueItems";
                    result[key] = Schema(value, depth + 1);
                    break;
            }
        }

        return result;
    }

    private JsonNode? Reference(JsonObject schema, string reference, int depth)
    {
        if (!reference.StartsWith('#'))
        {
            throw new SchemaException($"the reference '{Cut(reference)}' leads out of the schema; only references such as '#/definitions/name' are followed");
        }

        if (_open.Contains(reference))
        {
            throw new SchemaException($"it contains itself by '{Cut(reference)}', which is not supported");
        }

        _open.Add(reference);
        var target = Schema(Find(reference), depth + 1);
        _open.RemoveAt(_open.Count - 1);
        if (!siblingsCount || schema.Count == 1)
        {
            return target;
        }

        var result = Members(schema, depth);
        return new JsonObject { ["allOf"] = new JsonArray(target, result) };
    }

    private JsonNode? Find(string reference)
    {
        var found = (JsonNode?)root;
        foreach (var step in reference.TrimStart('#').Split('/').Skip(1).Select(step => Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            found = found switch
            {
                JsonObject mapping => mapping[step],
                JsonArray list when int.TryParse(step, out var index) && index >= 0 && index < list.Count => list[index],
                _ => null,
            };
        }

        return reference.Length > 1 && !reference.StartsWith("#/", StringComparison.Ordinal) || found is null
            ? throw new SchemaException($"the reference '{Cut(reference)}' leads to nothing")
            : found;
    }

    private void CountData(JsonNode? node, int depth)
    {
        Count(depth);
        foreach (var child in node switch { JsonObject mapping => mapping.Select(entry => entry.Value), JsonArray list => list, _ => Enumerable.Empty<JsonNode?>() })
        {
            CountData(child, depth + 1);
        }
    }

    private void Count(int depth)
    {
        if (++_nodes > SchemaLimits.MaxNodes)
        {
            throw new SchemaException($"it has more than {SchemaLimits.MaxNodes} values, counted with its references followed");
        }

        if (depth > SchemaLimits.MaxDepth)
        {
            throw new SchemaException($"it is nested deeper than {SchemaLimits.MaxDepth} levels, counted with its references followed");
        }
    }

    private static string Cut(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
