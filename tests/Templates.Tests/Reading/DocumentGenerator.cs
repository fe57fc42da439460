using System.Text.Json.Nodes;
using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Tests.Reading;

/// <summary>Documents of every kind, with any of their fields: in canonical JSON, and as the wild spells the same.</summary>
internal sealed class DocumentGenerator(int seed)
{
    private static readonly string[] Texts =
    [
        "plain", "with space", "true", "null", "~", "12", "1.50", "1.4.6", "-", "a: b", "#x", "'", "\"", "a\nb", "a\nb\n", " a ", "ü€😀", "\t", "no", "0x1F", "007", "1e3", "{", "[", "&a",
        "$(environment.name)$", "#{resource[\"a\"].output.x}#", "redis://$(#environment[\"ec\"].address):6379/0", "[\"a\", \"b\"]", "a ", "---", "<no value>",
    ];

    private readonly Random _random = new(seed);

    public JsonObject Document(KindInfo kind) => new()
    {
        ["apiVersion"] = kind.ApiVersion,
        ["kind"] = kind.Kind,
        ["metadata"] = new JsonObject { ["name"] = "x", ["labels"] = new JsonObject { ["a"] = Text() } },
        ["spec"] = Record(kind.SpecType, 5),
    };

    /// <summary>The same document, spelled otherwise.</summary>
    public JsonObject Respelled(JsonObject document, KindInfo kind)
    {
        var copy = (JsonObject)document.DeepClone();
        copy["spec"] = Respell((JsonObject)document["spec"]!, kind.SpecType);
        copy["status"] = new JsonObject { ["anything"] = 1 };
        copy["metadata"]!["createdAt"] = "2024-01-01";
        copy["metadata"]!["name"] = "x ";
        return copy;
    }

    private JsonObject Record(Type type, int depth)
    {
        var result = new JsonObject();
        foreach (var field in RecordShape.Of(type).Fields.Where(_ => _random.Next(3) > 0))
        {
            if (Value(field, depth) is { } value)
            {
                result[field.Name] = value;
            }
        }

        return result;
    }

    private JsonNode? Value(RecordShape.Field field, int depth) => field.Kind switch
    {
        RecordShape.FieldKind.Text => field.Values.Count > 0 && _random.Next(4) > 0 ? field.Values[_random.Next(field.Values.Count)] : Text(),
        RecordShape.FieldKind.Boolean => _random.Next(2) == 0,
        RecordShape.FieldKind.Integer => _random.Next(-5, 100_000),
        RecordShape.FieldKind.TextList => new JsonArray([.. Enumerable.Range(0, _random.Next(3)).Select(_ => (JsonNode)Text())]),
        RecordShape.FieldKind.TextMap => new JsonObject(Enumerable.Range(0, _random.Next(3)).Select(i => KeyValuePair.Create($"{Text()}{i}", (JsonNode?)Text()))),
        RecordShape.FieldKind.Any or RecordShape.FieldKind.AnyObject => new JsonObject { ["k"] = new JsonArray(1, 2.5, true, null, Text()), [Text()] = new JsonObject() },
        _ when depth == 0 => null,
        RecordShape.FieldKind.Record => Record(field.Type, depth - 1),
        _ => new JsonArray([.. Enumerable.Range(0, _random.Next(3)).Select(_ => (JsonNode)Record(field.Type, depth - 1))]),
    };

    private string Text() => Texts[_random.Next(Texts.Length)];

    private JsonObject Respell(JsonObject record, Type type)
    {
        var shape = RecordShape.Of(type);
        var result = new JsonObject();
        foreach (var (key, value) in record)
        {
            var field = shape.Find(key)!;
            var names = field.Aliases.Append(field.Name).Append(field.Name.ToUpperInvariant()).ToList();
            result[names[_random.Next(names.Count)]] = Respell(value!, field);
        }

        foreach (var absent in shape.Fields.Where(field => !record.ContainsKey(field.Name) && _random.Next(4) == 0))
        {
            result[absent.Name] = null;
        }

        return result;
    }

    private JsonNode? Respell(JsonNode value, RecordShape.Field field) => field.Kind switch
    {
        RecordShape.FieldKind.Boolean when _random.Next(2) == 0 => new JsonObject { ["value"] = value.DeepClone() },
        RecordShape.FieldKind.Boolean or RecordShape.FieldKind.Integer => value.ToJsonString(),
        RecordShape.FieldKind.Record => Respell((JsonObject)value, field.Type),
        RecordShape.FieldKind.RecordList => new JsonArray([.. value.AsArray().Select(item => Item((JsonObject)item!, field.Type))]),
        _ => value.DeepClone(),
    };

    private JsonNode Item(JsonObject item, Type type) =>
        item.Count == 1 && item["name"] is { } name && type == typeof(NameRef) && _random.Next(2) == 0 ? name.DeepClone() : Respell(item, type);
}
