using System.Text.Json.Nodes;

namespace Actors.Templates.Reading;

/// <summary>Writes JSON as YAML.</summary>
public static class YamlText
{
    /// <summary>Writes a value in block style.</summary>
    /// <param name="value">Any JSON.</param>
    /// <returns>YAML that reads back to the same JSON.</returns>
    public static string Write(JsonNode? value) => throw new NotImplementedException();
}
