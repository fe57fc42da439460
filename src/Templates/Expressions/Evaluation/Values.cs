using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.Templates.Expressions.Evaluation;

/// <summary>Values of expressions: null, bool, long, double, string, <see cref="ListValue"/>, <see cref="MapValue"/>, <see cref="FunctionValue"/>,
/// <see cref="BigNumber"/>, and <see cref="JsonNode"/> for what was referred to and not yet looked into.</summary>
internal static class Values
{
    /// <summary>What an entry of a list or object counts beside its characters.</summary>
    public const int EntrySize = 16;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static long SizeOf(object? value) => value switch
    {
        string text => text.Length,
        ISized sized => sized.Size,
        BigNumber number => number.Text.Length,
        _ => 0,
    };

    public static int DepthOf(object? value) => value is ISized sized ? sized.Depth : 0;

    /// <summary>What a value is, in messages.</summary>
    public static string KindOf(object? value) => value switch
    {
        null => "null",
        bool => "a boolean",
        long => "a whole number",
        double or BigNumber => "a number",
        string => "a text",
        ListValue { IsTuple: true } => "a tuple",
        ListValue or JsonArray => "a list",
        MapValue or JsonObject => "an object",
        FunctionValue => "a function",
        JsonValue scalar when scalar.GetValueKind() == JsonValueKind.String => "a text",
        JsonValue scalar when scalar.GetValueKind() == JsonValueKind.Number => "a number",
        _ => "a value",
    };

    /// <summary>The value as JSON of its own.</summary>
    public static JsonNode? ToJson(object? value, int position) => value switch
    {
        null => null,
        JsonNode node => node.DeepClone(),
        bool truth => JsonValue.Create(truth),
        long whole => JsonValue.Create(whole),
        double number => JsonNode.Parse(TextOf(number)),
        BigNumber number => JsonNode.Parse(number.Text),
        string text => JsonValue.Create(text),
        ListValue list => new JsonArray([.. list.Items.Select(item => ToJson(item, position))]),
        MapValue map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key, ToJson(entry.Value, position)))),
        FunctionValue => throw new ExpressionException("The value is a function; call it.", position),
        _ => throw new ExpressionException("The value is not known yet.", position),
    };

    /// <summary>The value of JSON.</summary>
    /// <param name="node">The JSON.</param>
    /// <param name="position">Place for errors.</param>
    /// <param name="budget">What the values cost.</param>
    /// <param name="depth">Levels above.</param>
    public static object? FromJson(JsonNode? node, int position, Budget budget, int depth = 0)
    {
        budget.Spend(1, position);
        if (depth > ExpressionLimits.MaxValueDepth)
        {
            throw new ExpressionException($"The value is nested deeper than {ExpressionLimits.MaxValueDepth} levels.", position);
        }

        try
        {
            return node switch
            {
                null => null,
                JsonArray list => new ListValue([.. list.Select(item => FromJson(item, position, budget, depth + 1))]),
                JsonObject map => FromObject(map, position, budget, depth),
                _ => FromScalar(node.AsValue(), position, budget),
            };
        }
        catch (InvalidOperationException)
        {
            throw new ExpressionException("The value has a text that is no valid Unicode.", position);
        }
    }

    /// <summary>The value as JSON text, compact, letters of all languages as they are.</summary>
    public static string JsonText(object? value, int position) => (value is JsonNode node ? node : ToJson(value, position))?.ToJsonString(Readable) ?? "null";

    /// <summary>JSON over several lines.</summary>
    public static string IndentedJson(object? value, string prefix, string indent, int position)
    {
        var node = ToJson(value, position);
        var text = node is null ? "null" : node.ToJsonString(new(Readable) { WriteIndented = true, IndentSize = indent.Length, IndentCharacter = indent.StartsWith('\t') ? '\t' : ' ', NewLine = "\n" });
        return prefix.Length == 0 ? text : text.Replace("\n", "\n" + prefix, StringComparison.Ordinal);
    }

    /// <summary>A double as both languages write it: always with a fraction or an exponent.</summary>
    public static string TextOf(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal) ? text.Replace('E', 'e') : text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
    }

    private static MapValue FromObject(JsonObject map, int position, Budget budget, int depth)
    {
        var entries = new OrderedDictionary<string, object?>(map.Count, StringComparer.Ordinal);
        foreach (var (name, value) in map)
        {
            entries[name] = FromJson(value, position, budget, depth + 1);
        }

        return new(entries);
    }

    private static object FromScalar(JsonValue value, int position, Budget budget)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            case JsonValueKind.String:
                var text = value.TryGetValue<string>(out var direct) ? direct : JsonSerializer.SerializeToElement(value).GetString()!;
                budget.SpendOn(text.Length, position);
                return text;
            default:
                var number = value.ToJsonString();
                return number.All(character => char.IsAsciiDigit(character) || character == '-')
                    ? long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : new BigNumber(number)
                    : double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) && double.IsFinite(parsed) ? parsed : new BigNumber(number);
        }
    }
}
