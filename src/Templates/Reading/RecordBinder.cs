using System.Globalization;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Templates.Expressions;
using Actors.Templates.Kinds;
using static Actors.Templates.Reading.RecordShape;

namespace Actors.Templates.Reading;

/// <summary>Brings a mapping of a text into the canonical JSON of a record: own field names, own value types, nulls left out, unknown fields kept.</summary>
internal sealed class RecordBinder(Action<Severity, string, string> report, Dictionary<string, (int Line, int Column)> places)
{
    private const int MaxHints = 1_000;
    private static readonly JsonSerializerOptions JsonText = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // References by nothing but a name may be written as the name.
    private static readonly HashSet<Type> NamedByText = [typeof(NameRef), typeof(DependencyRef), typeof(ContextRef), typeof(HandlerRef), typeof(TemplateRef)];

    private int _unknown;

    public JsonObject Bind(SourceMapping mapping, Type type, string path)
    {
        var shape = RecordShape.Of(type);
        var result = new JsonObject();
        foreach (var entry in mapping.Entries)
        {
            var field = shape.Find(entry.Key);
            var fieldPath = Join(path, field?.Name ?? entry.Key);
            if (field is not null && IsNull(entry.Value))
            {
                // Absent, also beside another spelling that is there.
                places.TryAdd(fieldPath, (entry.Line, entry.Column));
                continue;
            }

            places[fieldPath] = (entry.Line, entry.Column);
            if (field is null)
            {
                var hint = ++_unknown > MaxHints ? "" : Nearest.Hint(entry.Key, shape.Fields.Select(known => known.Name));
                report(Severity.Warning, fieldPath, $"The field is not known; it is kept and has no effect.{hint}");
                result[entry.Key] = PlainValue.Convert(entry.Value);
            }
            else if (result.ContainsKey(field.Name))
            {
                report(Severity.Error, fieldPath, $"The field is there twice: '{entry.Key}' is another spelling of '{field.Name}'.");
            }
            else if (Value(entry.Value, field, fieldPath) is { } value)
            {
                result[field.Name] = value;
            }
        }

        return result;
    }

    /// <summary>Whether a record may be written as the text of its name.</summary>
    public static bool IsNamedByText(Type type) => NamedByText.Contains(type);

    public static string Join(string path, string key)
    {
        var simple = key.Length > 0 && key.All(character => char.IsLetterOrDigit(character) || character is '_' or '-');
        return simple ? path.Length == 0 ? key : $"{path}.{key}" : $"{path}[\"{key}\"]";
    }

    private static bool IsNull(SourceNode node) => node is SourceScalar { IsNull: true };

    private JsonNode? Value(SourceNode node, Field field, string path) => field.Kind switch
    {
        FieldKind.Text when field.IsJsonText && node is not SourceScalar => PlainValue.Convert(node)!.ToJsonString(JsonText),
        FieldKind.Text => Text(node, field, path),
        FieldKind.Boolean => Boolean(node, path),
        FieldKind.Integer => Integer(node, path),
        FieldKind.TextList => List(node, path, Text),
        FieldKind.TextMap => Map(node, path),
        FieldKind.Any => PlainValue.Convert(node),
        FieldKind.AnyObject => node is SourceMapping ? PlainValue.Convert(node) : Wrong(path, "a mapping", node),
        FieldKind.RecordList => List(node, path, (item, itemPath) => Record(item, field.Type, itemPath)),
        _ => Record(node, field.Type, path),
    };

    private JsonNode? Record(SourceNode node, Type type, string path) => node switch
    {
        SourceMapping mapping => Bind(mapping, type, path),
        SourceList { Items.Count: 0 } => null,
        SourceScalar scalar when NamedByText.Contains(type) => new JsonObject { ["name"] = scalar.Text },
        SourceScalar scalar when RecordShape.Of(type).Find("name") is not null => Wrong(path, $"a mapping, such as {{name: {(DocumentName.IsValid(scalar.Text) ? scalar.Text : "NAME")}}}", node),
        _ => Wrong(path, "a mapping", node),
    };

    private JsonNode? List(SourceNode node, string path, Func<SourceNode, string, JsonNode?> convert)
    {
        if (node is SourceMapping { Entries.Count: 0 })
        {
            return null;
        }

        if (node is not SourceList list)
        {
            return Wrong(path, node is SourceScalar { Text: var single } && DocumentName.IsValid(single) ? $"a list, such as [{single}]" : "a list", node);
        }

        var result = new JsonArray();
        foreach (var item in list.Items.Where(item => !IsNull(item)))
        {
            var itemPath = $"{path}[{result.Count}]";
            places[itemPath] = (item.Line, item.Column);
            if (convert(item, itemPath) is { } value)
            {
                result.Add(value);
            }
        }

        return result;
    }

    private JsonNode? Map(SourceNode node, string path)
    {
        if (node is not SourceMapping mapping)
        {
            return Wrong(path, "a mapping of texts", node);
        }

        var result = new JsonObject();
        foreach (var entry in mapping.Entries)
        {
            var entryPath = Join(path, entry.Key);
            places[entryPath] = (entry.Line, entry.Column);
            result[entry.Key] = IsNull(entry.Value) ? "" : Text(entry.Value, entryPath);
        }

        return result;
    }

    private JsonNode? Text(SourceNode node, Field field, string path)
    {
        var value = Text(node, path);
        var text = (node as SourceScalar)?.Text.Trim() ?? "";
        if (field.Values.Count > 0 && text.Length > 0 && !TextTemplate.IsMeant(text) && !field.Values.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            report(Severity.Warning, path, KnownWords.Unknown(field.Values, text));
        }

        return value;
    }

    private JsonNode? Text(SourceNode node, string path) => node is SourceScalar scalar ? scalar.Text : Wrong(path, "a text", node);

    private JsonNode? Boolean(SourceNode node, string path) => node switch
    {
        SourceScalar scalar when bool.TryParse(scalar.Text, out var value) => value,

        // As YAML 1.1 had it, which most readers of these documents still understand; in quotes, too, since the field can mean nothing else.
        SourceScalar scalar when scalar.Text.Trim().ToUpperInvariant() is "YES" or "ON" or "Y" => true,
        SourceScalar scalar when scalar.Text.Trim().ToUpperInvariant() is "NO" or "OFF" or "N" => false,
        SourceMapping { Entries: [{ Key: "value" } wrapped] } => Boolean(wrapped.Value, path),

        // False, as wrapped values that are not set are written.
        SourceMapping { Entries.Count: 0 } => false,
        _ => Wrong(path, "true or false", node),
    };

    private JsonNode? Integer(SourceNode node, string path) =>
        node is SourceScalar scalar
        && decimal.TryParse(scalar.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
        && value == decimal.Truncate(value) && value is >= int.MinValue and <= int.MaxValue
            ? (int)value
            : Wrong(path, node is SourceScalar { Text: var text } && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
                ? $"a whole number between {int.MinValue} and {int.MaxValue}" : "a whole number", node);

    private JsonNode? Wrong(string path, string expected, SourceNode node)
    {
        var actual = node switch
        {
            SourceMapping => "a mapping",
            SourceList => "a list",
            SourceScalar { Text.Length: > 0 and <= 40 } scalar when expected.StartsWith("a whole number", StringComparison.Ordinal) && !scalar.Text.Any(char.IsControl) => scalar.IsPlain ? scalar.Text : $"'{scalar.Text}'",
            SourceScalar { IsPlain: false } => "a text in quotes",
            _ => "a single value",
        };
        report(Severity.Error, path, $"This must be {expected}, not {actual}.");
        return null;
    }
}
