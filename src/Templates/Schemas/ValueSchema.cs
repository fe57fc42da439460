using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;

namespace Actors.Templates.Schemas;

/// <summary>The JSON Schema of a value. Neither a schema nor a value can make the check long, large or reach for anything outside.</summary>
internal sealed class ValueSchema
{
    // One schema is held against the values of many jobs; it is read once.
    private static readonly ConditionalWeakTable<JsonNode, ValueSchema> Known = [];

    private readonly JsonSchema? _schema;
    private readonly int _nodes;
    private readonly bool _hasUniqueItems;

    private ValueSchema(JsonNode source)
    {
        try
        {
            var root = source is JsonValue value && value.TryGetValue<string>(out var text) ? JsonNode.Parse(text) ?? throw new SchemaException("it is null") : source;
            var dialect = DialectOf(root);
            var inliner = new SchemaInliner(root, siblingsCount: !dialect.RefIgnoresSiblingKeywords);
            var schema = inliner.Inline();
            (_nodes, _hasUniqueItems) = (inliner.Nodes, inliner.HasUniqueItems);
            _schema = JsonSchema.Build(JsonSerializer.SerializeToElement(schema), new() { Dialect = dialect, SchemaRegistry = new() });
            LinearPattern.Install(_schema.Root);
        }
        catch (Exception e) when (e is SchemaException or JsonSchemaException or JsonException or ArgumentException or InvalidOperationException or FormatException)
        {
            Problem = Cut(e.Message);
        }
    }

    /// <summary>Why it is no usable schema; null when it is one.</summary>
    public string? Problem { get; }

    /// <summary>The schema of <c>options.schema</c>; null when there is none.</summary>
    public static ValueSchema? Of(JsonNode? options) =>
        options is JsonObject mapping && mapping["jsonschema"] is { } schema and not JsonObject { Count: 0 } && !IsBlank(schema)
            ? Known.GetValue(schema, source => new(source))
            : null;

    /// <summary>Holds a value against the schema.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isSecret">Whether the answer must tell nothing of the value.</param>
    /// <returns>What is wrong with it; null when nothing is, or when the schema itself is broken.</returns>
    public string? Check(JsonNode? value, bool isSecret)
    {
        if (_schema is null)
        {
            return null;
        }

        var (nodes, longest, characters) = Measure(value);
        if (nodes * _nodes > SchemaLimits.MaxChecks || characters > SchemaLimits.MaxText || (_hasUniqueItems && longest > SchemaLimits.MaxUniqueItems))
        {
            return "is too large to be held against it";
        }

        try
        {
            var result = _schema.Evaluate(JsonSerializer.SerializeToElement(value), new() { OutputFormat = OutputFormat.List });
            return result.IsValid ? null : Explain(result, isSecret);
        }
        catch (RegexMatchTimeoutException)
        {
            return "takes too long to be held against it";
        }
    }

    private static string Explain(EvaluationResults result, bool isSecret)
    {
        var errors = (result.Details ?? []).Append(result)
            .SelectMany(each => (each.Errors ?? []).Select(error => (At: each.InstanceLocation.ToString(), Keyword: error.Key, Message: error.Value)))
            .ToList();
        if (isSecret || errors.Count == 0)
        {
            return string.Join(", ", errors.Select(error => error.Keyword).Where(keyword => keyword.Length > 0).Distinct().Take(3)) is { Length: > 0 } keywords
                ? $"does not keep to its {keywords}"
                : "does not keep to it";
        }

        return string.Join("; ", errors.Take(3).Select(error => Cut(error.At.Length == 0 ? error.Message : $"{error.At}: {error.Message}")));
    }

    private static (long Nodes, int Longest, long Characters) Measure(JsonNode? node)
    {
        var (nodes, longest, characters) = (1L, 0, 0L);
        var children = node switch
        {
            JsonObject mapping => mapping.Select(entry => entry.Value),
            JsonArray list => list,
            _ => Enumerable.Empty<JsonNode?>(),
        };
        if (node is JsonArray items)
        {
            longest = items.Count;
        }
        else if (node is JsonObject names)
        {
            characters += names.Sum(entry => (long)entry.Key.Length);
        }
        else if (node is JsonValue value && value.TryGetValue<string>(out var text))
        {
            characters += text.Length;
        }

        foreach (var child in children)
        {
            var inner = Measure(child);
            (nodes, longest, characters) = (nodes + inner.Nodes, Math.Max(longest, inner.Longest), characters + inner.Characters);
        }

        return (nodes, longest, characters);
    }

    // Forms are written in draft 7; who wants a newer one says so.
    private static Dialect DialectOf(JsonNode root)
    {
        var name = (root as JsonObject)?["$schema"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
        return name.Contains("2020-12", StringComparison.Ordinal) ? Dialect.Draft202012 : name.Contains("2019-09", StringComparison.Ordinal) ? Dialect.Draft201909 : Dialect.Draft07;
    }

    private static bool IsBlank(JsonNode node) => node is JsonValue value && value.TryGetValue<string>(out var text) && string.IsNullOrWhiteSpace(text);

    private static string Cut(string text) => text.Length <= 200 ? text : text[..200] + "…";
}
