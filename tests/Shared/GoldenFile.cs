using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.Testing;

/// <summary>The JSON files in a test project's folder <c>Golden</c>. When a shape changes on purpose, the test's message has the new text.</summary>
internal static class GoldenFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>A golden file; an empty object when there is none.</summary>
    public static JsonObject Read(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Golden", name + ".json");
        return File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path))!.AsObject() : [];
    }

    public static void Same(JsonNode golden, JsonNode? actual, string what) =>
        Assert.True(JsonNode.DeepEquals(golden, actual), $"{what}. It is:\n{actual?.ToJsonString(Indented)}\nThe file has:\n{golden.ToJsonString(Indented)}");
}
