using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Actors.Runtimes.Kubernetes.Pods;

/// <summary>Reads YAML as JSON, so that fields which this program does not know reach the API server as they are.</summary>
internal static class YamlNodes
{
    private const int MostDepth = 64;

    /// <summary>The one document of a text.</summary>
    /// <exception cref="FormatException">It is no YAML, or not one document with a mapping.</exception>
    public static JsonObject ReadObject(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 1 && Convert(stream.Documents[0].RootNode, 0) is JsonObject found
                ? found : throw new FormatException("It is not one YAML document with a mapping.");
        }
        catch (YamlException exception)
        {
            throw new FormatException($"It is no YAML, line {exception.Start.Line}: {exception.Message}", exception);
        }
    }

    private static JsonNode? Convert(YamlNode node, int depth)
    {
        if (depth > MostDepth)
            throw new FormatException($"It is nested deeper than {MostDepth}.");
        switch (node)
        {
            case YamlMappingNode mapping:
                var found = new JsonObject();
                foreach (var (key, value) in mapping.Children)
                    found[key is YamlScalarNode { Value: { } name } ? name : throw new FormatException($"A key in line {key.Start.Line} is no text.")] = Convert(value, depth + 1);
                return found;
            case YamlSequenceNode sequence:
                return new JsonArray([.. sequence.Children.Select(child => Convert(child, depth + 1))]);
            case YamlScalarNode { Style: ScalarStyle.Plain } scalar:
                return Plain(scalar.Value ?? "");
            case YamlScalarNode scalar:
                return JsonValue.Create(scalar.Value ?? "");
            default:
                throw new FormatException($"Line {node.Start.Line} has what is not supported here.");
        }
    }

    // YAML 1.2's core schema.
    private static JsonValue? Plain(string value) => value switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" => JsonValue.Create(true),
        "false" or "False" or "FALSE" => JsonValue.Create(false),
        _ when long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        _ when (char.IsAsciiDigit(value[^1]) || value[^1] == '.') && value.All(sign => char.IsAsciiDigit(sign) || sign is '.' or 'e' or 'E' or '+' or '-')
            && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(value),
    };
}
