using System.Text.Json.Nodes;
using Actors.Templates.Expressions;

namespace Actors.Templates.Tests.Corpus;

/// <summary>What templates in the wild compute, and when they skip or succeed.</summary>
public sealed class CorpusExpressionTests
{
    private static readonly string[] Roots = ["environment", "resource", "trigger", "ctx", "#environment", "#status"];

    [Fact]
    public void Corpus_EveryExpression_ParsesAndReadsKnownRoots()
    {
        var texts = Objects().Where(map => Text(map["valueType"])?.ToUpperInvariant() == "EXPRESSION").Select(map => Text(map["value"]))
            .Concat(Objects().SelectMany(map => new[] { map["envVars"], map["envvars"] }).OfType<JsonObject>().SelectMany(envs => envs.Select(env => Text(env.Value))))
            .OfType<string>().ToList();

        var parsed = texts.ConvertAll(TextTemplate.Parse);

        Assert.True(parsed.Count(each => each.HasExpressions) >= 15, $"{parsed.Count(each => each.HasExpressions)} expressions");
        Assert.All(parsed.SelectMany(each => each.References()), reference => Assert.Contains(reference.NameAt(0), Roots));
    }

    [Fact]
    public void Corpus_EveryCondition_Parses()
    {
        var conditions = Objects().SelectMany(map => new[] { Text(map["successCondition"]), Text(map["condition"]) }).OfType<string>().Where(text => text.Length > 0).ToList();

        Assert.True(conditions.Count >= 6, $"{conditions.Count} conditions");
        Assert.All(conditions, text => Assert.All(ConditionBlock.Parse(text).References(), reference => Assert.Contains(reference.NameAt(0), Roots)));
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static IEnumerable<JsonObject> Objects() => CorpusFile.All.SelectMany(file => file.Result.Documents).SelectMany(document => Inside(document.Raw));

    private static IEnumerable<JsonObject> Inside(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(entry => Inside(entry.Value)).Prepend(map),
        JsonArray list => list.SelectMany(Inside),
        _ => [],
    };
}
