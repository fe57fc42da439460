using System.Text.Json.Nodes;
using Actors.Cli.Output;

namespace Actors.Cli.Runs;

/// <summary>Shows the outputs of an environment.</summary>
internal static class OutputsView
{
    private static readonly string[] TypedOutput = ["value", "type", "sensitive"];

    /// <summary>Every output as one line: the path of names, and the value.</summary>
    /// <param name="output">The <c>status.output</c> of an environment; null when there is none.</param>
    /// <returns>Names such as <c>network.tasks.main.cidr</c>, in the order of the server.</returns>
    public static IEnumerable<(string Name, string Value)> Flatten(JsonNode? output) => Flatten("", output);

    private static IEnumerable<(string Name, string Value)> Flatten(string path, JsonNode? node)
    {
        if (node is JsonObject typed && typed.ContainsKey("value") && typed.All(field => TypedOutput.Contains(field.Key)))
        {
            return [(path, JsonField.Text(typed["value"]) ?? "null")];
        }

        return node is JsonObject parent
            ? parent.SelectMany(field => Flatten(path.Length == 0 ? field.Key : $"{path}.{field.Key}", field.Value))
            : path.Length == 0 ? [] : [(path, JsonField.Text(node) ?? "null")];
    }
}
