using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Actors.TofuStandIn;

/// <summary>The module of a folder: its variables, outputs and backend.</summary>
internal sealed partial class Module
{
    public Module(string folder)
    {
        var text = string.Concat(Directory.EnumerateFiles(folder, "*.tf").Order(StringComparer.Ordinal).Select(x => File.ReadAllText(x) + "\n"));
        text = Comment().Replace(text, "");
        foreach (Match block in Block().Matches(text))
        {
            var attributes = Attribute().Matches(block.Groups["body"].Value).ToDictionary(x => x.Groups[1].Value, x => x.Groups[2].Value.Trim());
            var name = block.Groups["name"].Value;
            switch (block.Groups["type"].Value)
            {
                case "variable":
                    Variables[name] = attributes.GetValueOrDefault("default");
                    break;
                case "output":
                    Outputs[name] = (attributes["value"], attributes.GetValueOrDefault("sensitive") == "true");
                    break;
                default:
                    throw new StandInException($"the stand-in does not know blocks of type {block.Groups["type"].Value}");
            }
        }
        UsesHttp = Backend().IsMatch(text);
    }

    public Dictionary<string, string?> Variables { get; } = [];
    public Dictionary<string, (string Value, bool Sensitive)> Outputs { get; } = [];
    public bool UsesHttp { get; }

    /// <summary>The outputs as in <c>output -json</c>.</summary>
    public JsonObject Evaluate(IReadOnlyDictionary<string, JsonNode?> given)
    {
        var values = new Dictionary<string, JsonNode?>();
        foreach (var (name, fallback) in Variables)
        {
            values[name] = given.TryGetValue(name, out var value) ? value
                : fallback is not null ? Literal(fallback)
                : throw new StandInException($"No value for required variable\n\nThe root module input variable \"{name}\" is not set, and has no default value.");
        }
        foreach (var name in given.Keys.Where(x => !Variables.ContainsKey(x)))
        {
            Console.WriteLine($"Warning: Value for undeclared variable \"{name}\"");
        }
        var outputs = new JsonObject();
        foreach (var (name, output) in Outputs)
        {
            var value = Expression(output.Value, values);
            outputs[name] = new JsonObject { ["sensitive"] = output.Sensitive, ["type"] = TypeOf(value), ["value"] = value };
        }
        return outputs;
    }

    /// <summary>A literal of the language, or a line of a tfvars file.</summary>
    public static JsonNode? Literal(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            throw new StandInException($"the stand-in cannot read the value {text}");
        }
    }

    private static JsonNode? Expression(string text, Dictionary<string, JsonNode?> values)
    {
        if (Reference().Match(text) is { Success: true } reference)
        {
            return Value(reference.Groups[1].Value, values)?.DeepClone();
        }
        var literal = Literal(Interpolation().Replace(text, x => $"\u0001{x.Groups[1].Value}\u0002".Replace("\u0001", "\\u0001").Replace("\u0002", "\\u0002")));
        return literal is JsonValue { } value && value.TryGetValue<string>(out var template)
            ? Marked().Replace(template, x => Value(x.Groups[1].Value, values)?.ToString() ?? "")
            : literal;
    }

    private static JsonNode? Value(string name, Dictionary<string, JsonNode?> values) =>
        values.TryGetValue(name, out var value) ? value : throw new StandInException($"Reference to undeclared input variable \"{name}\"");

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.Number => "number",
        System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => "bool",
        System.Text.Json.JsonValueKind.String => "string",
        _ => "dynamic",
    };

    [GeneratedRegex(@"(?m)^\s*(#|//).*$")]
    private static partial Regex Comment();

    [GeneratedRegex("""(?m)^(?<type>\w+)\s+"(?<name>[^"]+)"\s*\{(?<body>[^\n]*\}\s*$|.*?^\})""", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex("""(?m)(\w+)\s*=\s*("(?:[^"\\]|\\.)*"|[^\s}][^\n}]*)""")]
    private static partial Regex Attribute();

    [GeneratedRegex("""backend\s+"http"\s*\{""")]
    private static partial Regex Backend();

    [GeneratedRegex(@"^var\.([\w-]+)$")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\$\{\s*var\.([\w-]+)\s*\}")]
    private static partial Regex Interpolation();

    [GeneratedRegex("\u0001([\\w-]+)\u0002")]
    private static partial Regex Marked();
}
