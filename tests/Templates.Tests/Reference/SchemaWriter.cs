using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Tests.Reference;

/// <summary>Writes JSON Schemas (draft 7, which editors know best) of the kinds: what the reader accepts, with what it warns about as deprecated.</summary>
internal static class SchemaWriter
{
    private const string Draft = "http://json-schema.org/draft-07/schema#";
    private static readonly string[] ServerFields = ["id", "modifiedAt", "createdAt", "projectID", "createdBy", "modifiedBy"];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>The schema of one kind.</summary>
    public static string Write(KindInfo kind)
    {
        var definitions = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        Define(typeof(Metadata), definitions);
        Define(kind.SpecType, definitions);
        var metadata = definitions[nameof(Metadata)];
        metadata["type"] = "object";
        metadata["required"] = new JsonArray("name");
        foreach (var field in ServerFields)
        {
            metadata["properties"]![field] = new JsonObject { ["description"] = "Set by the server; dropped when it is read." };
        }

        return new JsonObject
        {
            ["$schema"] = Draft,
            ["title"] = kind.Kind,
            ["description"] = DocComments.Of(kind.SpecType),
            ["type"] = "object",
            ["required"] = new JsonArray("apiVersion", "kind", "metadata"),
            ["properties"] = new JsonObject
            {
                ["apiVersion"] = new JsonObject { ["const"] = kind.ApiVersion },
                ["kind"] = new JsonObject { ["const"] = kind.Kind },
                ["metadata"] = Reference(nameof(Metadata)),
                ["spec"] = Reference(kind.SpecType.Name),
                ["status"] = new JsonObject { ["description"] = "Set by the server; dropped when it is read." },
            },
            ["additionalProperties"] = Unknown(),
            ["definitions"] = new JsonObject(definitions.Select(each => KeyValuePair.Create(each.Key, (JsonNode?)each.Value))),
        }.ToJsonString(Indented) + "\n";
    }

    /// <summary>The schema of any document, which chooses by kind.</summary>
    public static string WriteAll() => new JsonObject
    {
        ["$schema"] = Draft,
        ["title"] = "Document of Actors",
        ["type"] = "object",
        ["required"] = new JsonArray("apiVersion", "kind"),
        ["properties"] = new JsonObject
        {
            ["apiVersion"] = new JsonObject { ["type"] = "string", ["examples"] = new JsonArray([.. KindInfo.All.Select(kind => kind.ApiVersion).Distinct().Select(each => (JsonNode)each)]) },
            ["kind"] = new JsonObject { ["type"] = "string", ["examples"] = new JsonArray([.. KindInfo.All.Select(kind => (JsonNode)kind.Kind)]) },
        },
        ["allOf"] = new JsonArray([.. KindInfo.All.Select(kind => (JsonNode)new JsonObject
        {
            ["if"] = new JsonObject
            {
                ["required"] = new JsonArray("apiVersion", "kind"),
                ["properties"] = new JsonObject { ["apiVersion"] = new JsonObject { ["const"] = kind.ApiVersion }, ["kind"] = new JsonObject { ["const"] = kind.Kind } },
            },
            ["then"] = new JsonObject { ["$ref"] = $"{kind.Kind}.json" },
        })]),
    }.ToJsonString(Indented) + "\n";

    private static void Define(Type type, SortedDictionary<string, JsonObject> definitions)
    {
        if (definitions.ContainsKey(type.Name))
        {
            return;
        }

        var properties = new JsonObject();
        definitions[type.Name] = new()
        {
            ["description"] = DocComments.Of(type),
            ["type"] = RecordBinder.IsNamedByText(type) ? new JsonArray("object", "string", "number", "array", "null") : new JsonArray("object", "array", "null"),
            ["maxItems"] = 0,
            ["properties"] = properties,
            ["additionalProperties"] = Unknown(),
        };
        foreach (var field in RecordShape.Of(type).Fields)
        {
            if (field.Kind is RecordShape.FieldKind.Record or RecordShape.FieldKind.RecordList)
            {
                Define(field.Type, definitions);
            }

            properties[field.Name] = Describe(field);
            foreach (var alias in field.Aliases)
            {
                properties[alias] = Describe(field);
                properties[alias]!["deprecationMessage"] = $"Another spelling of '{field.Name}'.";
            }
        }
    }

    private static JsonObject Describe(RecordShape.Field field)
    {
        var schema = new JsonObject { ["description"] = DocComments.Of(field.Property) };
        foreach (var (key, value) in Shape(field))
        {
            schema[key] = value?.DeepClone();
        }

        return schema;
    }

    private static JsonObject Shape(RecordShape.Field field) => field.Kind switch
    {
        RecordShape.FieldKind.Text when field.IsJsonText => [],
        RecordShape.FieldKind.Text when field.Values.Count > 0 => new() { ["type"] = Text()["type"]!.DeepClone(), ["examples"] = new JsonArray([.. field.Values.Select(each => (JsonNode)each)]) },
        RecordShape.FieldKind.Text => Text(),
        RecordShape.FieldKind.Boolean => new()
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["type"] = new JsonArray("boolean", "null") },
                new JsonObject { ["type"] = "string", ["pattern"] = "^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Yy]([Ee][Ss])?|[Nn][Oo]?|[Oo][Nn]|[Oo][Ff][Ff])$" },
                new JsonObject { ["type"] = "object", ["required"] = new JsonArray("value"), ["maxProperties"] = 1 }),
        },
        RecordShape.FieldKind.Integer => new()
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["type"] = new JsonArray("integer", "null") },
                new JsonObject { ["type"] = "string", ["pattern"] = "^[+-]?[0-9]+(\\.0*)?$" }),
        },
        RecordShape.FieldKind.TextList => List(Text()),
        RecordShape.FieldKind.TextMap => new() { ["type"] = new JsonArray("object", "null"), ["additionalProperties"] = Text() },
        RecordShape.FieldKind.Any => [],
        RecordShape.FieldKind.AnyObject => new() { ["type"] = new JsonArray("object", "null") },
        RecordShape.FieldKind.RecordList => List(new() { ["$ref"] = $"#/definitions/{field.Type.Name}" }),
        _ => Reference(field.Type.Name),
    };

    private static JsonObject Text() => new() { ["type"] = new JsonArray("string", "number", "boolean", "null") };

    // An empty mapping stands for an empty list in the wild.
    private static JsonObject List(JsonObject items) => new() { ["type"] = new JsonArray("array", "object", "null"), ["maxProperties"] = 0, ["items"] = items };

    // What stands beside a $ref counts for nothing in this draft.
    private static JsonObject Reference(string name) => new() { ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = $"#/definitions/{name}" }) };

    private static JsonObject Unknown() => new() { ["deprecationMessage"] = "The field is not known: it is kept and has no effect." };
}
