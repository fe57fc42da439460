using System.Text.Json.Nodes;
using Actors.Templates.Reading;
using FsCheck.Xunit;

namespace Actors.Templates.Tests.Reading;

public sealed class RoundTripProperties
{
    private static readonly string[] Texts =
    [
        "", "plain", "with space", "true", "null", "~", "12", "1.50", "-", "- a", "a: b", "#x", "x #y", "'", "\"", "\\", "a\nb", "a\nb\n", " a\n b", "a\n\n", "\n",
        "ü€😀", "\u0001\u007f\u0085\u2028", "\t", "no", "0x1F", "007", "1e3", "{", "[", "&a", "*a", "!x", "|", ">", "%", "@", "`", "$(x)$", "a ", " a", "---", "key: |\n x",
    ];

    [Property(MaxTest = 300)]
    public void Write_AnyJson_ReadsBackTheSame(int seed)
    {
        var random = new Random(seed);
        var json = new JsonObject
        {
            ["apiVersion"] = "eaas.envmgmt.io/v1",
            ["kind"] = "Environment",
            ["metadata"] = new JsonObject { ["name"] = "x" },
            ["spec"] = new JsonObject { ["unknown"] = Value(random, 4), ["variables"] = new JsonArray(new JsonObject { ["name"] = "v", ["value"] = Text(random) }) },
        };
        var first = DocumentReader.ReadJson(json.ToJsonString(), "a.json");

        var yaml = Assert.Single(first.Documents).ToYaml();
        var second = DocumentReader.ReadYaml(yaml, "a.yaml");

        Assert.False(second.HasErrors, string.Join('\n', second.Findings) + "\n" + yaml);
        Assert.True(JsonNode.DeepEquals(json, second.Documents[0].Raw), yaml + "\n" + json.ToJsonString());
    }

    [Property(MaxTest = 500)]
    public void Read_Garbage_NeverThrows(string? text, int seed)
    {
        var random = new Random(seed);
        const string Alphabet = "{}[]:,-&*!|>'\"%@`#? \n\tab0~<=\\$()\u0000\uFEFF\uD800";
        var garbage = new string([.. Enumerable.Range(0, random.Next(200)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);

        foreach (var each in new[] { text ?? "", garbage, "kind: Environment\n" + garbage, "{\"a\": " + garbage })
        {
            Assert.NotNull(DocumentReader.Read(each, "garbage"));
            Assert.NotNull(DocumentReader.ReadYaml(each, "garbage"));
            Assert.NotNull(DocumentReader.ReadJson(each, "garbage"));
        }
    }

    private static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Texts[random.Next(Texts.Length)]));

    private static JsonNode? Value(Random random, int depth) => random.Next(depth > 0 ? 8 : 5) switch
    {
        0 => null,
        1 => random.Next(),
        2 => random.Next(2) == 0,
        3 or 4 => Text(random),
        5 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth - 1))]),
        _ => new JsonObject(Enumerable.Range(0, random.Next(4)).Select(i => KeyValuePair.Create($"{Text(random)}{i}", Value(random, depth - 1)))),
    };
}
