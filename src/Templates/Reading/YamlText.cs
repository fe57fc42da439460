using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.Templates.Reading;

/// <summary>Writes JSON as YAML.</summary>
public static class YamlText
{
    private static readonly HashSet<UnicodeCategory> Unseen =
    [
        UnicodeCategory.Control, UnicodeCategory.Format, UnicodeCategory.LineSeparator, UnicodeCategory.ParagraphSeparator, UnicodeCategory.OtherNotAssigned, UnicodeCategory.PrivateUse,
    ];

    /// <summary>Writes a value in block style.</summary>
    /// <param name="value">Any JSON.</param>
    /// <returns>YAML that reads back to the same JSON.</returns>
    public static string Write(JsonNode? value)
    {
        var text = new StringBuilder();
        Block(text, value, 0);
        return text.ToString().TrimStart('\n');
    }

    /// <summary>Writes a text in double quotes, on one line.</summary>
    /// <param name="value">Any text.</param>
    /// <returns>A scalar that every reader of YAML takes for that text.</returns>
    public static string Quote(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var rune in value.EnumerateRunes())
        {
            // JSON's two escapes of a character beyond the first 65,536 are an error to some readers of YAML.
            _ = rune.Value switch
            {
                '"' or '\\' => text.Append('\\').Append(rune),
                '\n' => text.Append("\\n"),
                '\t' => text.Append("\\t"),
                _ when !Unseen.Contains(Rune.GetUnicodeCategory(rune)) => text.Append(rune),
                <= 0xFFFF => text.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
                _ => text.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}"),
            };
        }

        return text.Append('"').ToString();
    }

    // Writes what follows "key:" or "-": " scalar\n", or a nested block on lines of its own.
    private static void Block(StringBuilder text, JsonNode? value, int indent)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } mapping:
                text.Append('\n');
                Mapping(text, mapping, indent, firstIndented: true);
                break;
            case JsonArray { Count: > 0 } list:
                text.Append('\n');
                List(text, list, indent);
                break;
            default:
                text.Append(' ').Append(Scalar(value, indent)).Append('\n');
                break;
        }
    }

    private static void Mapping(StringBuilder text, JsonObject mapping, int indent, bool firstIndented)
    {
        var indented = firstIndented;
        foreach (var (key, value) in mapping)
        {
            text.Append(' ', indented ? indent : 0).Append(Text(key)).Append(':');
            Block(text, value, value is JsonArray ? indent : indent + 2);
            indented = true;
        }
    }

    private static void List(StringBuilder text, JsonArray list, int indent)
    {
        foreach (var item in list)
        {
            text.Append(' ', indent).Append('-');
            if (item is JsonObject { Count: > 0 } mapping)
            {
                text.Append(' ');
                Mapping(text, mapping, indent + 2, firstIndented: false);
            }
            else
            {
                Block(text, item, indent + 2);
            }
        }
    }

    private static string Scalar(JsonNode? value, int indent) => value switch
    {
        null => "null",
        JsonObject => "{}",
        JsonArray => "[]",
        _ when value.GetValueKind() == JsonValueKind.String => LiteralOrText(value.GetValue<string>(), indent),
        _ => value.ToJsonString(),
    };

    private static string LiteralOrText(string value, int indent)
    {
        var lines = value.Split('\n');
        var isLiteral = lines.Length > 1 && lines[0].Length > 0 && !char.IsWhiteSpace(lines[0][0])
            && value.All(character => character is '\n' or (>= ' ' and <= '~'))
            && (!value.EndsWith('\n') || lines[^2].Length > 0);
        if (!isLiteral)
        {
            return Text(value);
        }

        var body = value.EndsWith('\n') ? lines[..^1] : lines;
        var prefix = new string(' ', Math.Max(indent, 2));
        return (value.EndsWith('\n') ? "|" : "|-") + "\n" + string.Join('\n', body.Select(line => line.Length == 0 ? "" : prefix + line));
    }

    private static string Text(string value) => IsPlain(value) ? value : Quote(value);

    private static bool IsPlain(string value) =>
        value.Length is > 0 and < 200 && (char.IsAsciiLetter(value[0]) || value[0] is '_' or '/') && value[^1] != ' '
        && value.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.' or '/' or ' ' or '(' or ')' or '$' or '+' or '=')
        && !PlainValue.IsSpecial(value) && value.ToUpperInvariant() is not ("YES" or "NO" or "ON" or "OFF" or "Y" or "N");
}
