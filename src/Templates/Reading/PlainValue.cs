using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.Templates.Reading;

/// <summary>JSON of values whose type no record gives: plain scalars are read as YAML's core schema reads them.</summary>
internal static class PlainValue
{
    public static JsonNode? Convert(SourceNode node)
    {
        switch (node)
        {
            case SourceMapping mapping:
                var result = new JsonObject();
                foreach (var entry in mapping.Entries)
                {
                    result[entry.Key] = Convert(entry.Value);
                }

                return result;
            case SourceList list:
                return new JsonArray([.. list.Items.Select(Convert)]);
            default:
                var scalar = (SourceScalar)node;
                return scalar.IsNull ? null : scalar.IsPlain ? Plain(scalar.Text) : scalar.Text;
        }
    }

    /// <summary>Whether a plain scalar of this text would be anything else than the text.</summary>
    public static bool IsSpecial(string text) =>
        text is "" or "~" or "null" or "Null" or "NULL" or "true" or "True" or "TRUE" or "false" or "False" or "FALSE" || IsNumber(text);

    private static JsonNode Plain(string text) => text switch
    {
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ when IsNumber(text) => JsonNode.Parse(text)!,
        _ => text,
    };

    // Only what JSON calls a number: "007", "0x1F" and "1_000" stay text, so that nothing is lost.
    private static bool IsNumber(string text)
    {
        if (text.Length is 0 or > 64 || !(char.IsAsciiDigit(text[0]) || text[0] == '-'))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Number;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
