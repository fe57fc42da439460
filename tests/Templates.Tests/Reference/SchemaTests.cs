using System.Text.Json.Nodes;
using Actors.Templates.Kinds;
using Actors.Templates.Reading;
using Actors.Templates.Tests.Corpus;
using Actors.Templates.Tests.Support;
using Json.Schema;

namespace Actors.Templates.Tests.Reference;

public sealed class SchemaTests
{
    private static readonly Dictionary<string, JsonSchema> Schemas =
        KindInfo.All.ToDictionary(kind => kind.Kind, kind => JsonSchema.FromText(Repository.Read("docs", "schemas", $"{kind.Kind}.json")));

    [Fact]
    public void Schema_EveryDocumentOfTheCorpus_IsValid()
    {
        foreach (var file in CorpusFile.All)
        {
            foreach (var document in Documents(file.Text))
            {
                if (Schemas.TryGetValue((string?)document["kind"] ?? "", out var schema) && KindInfo.Find((string?)document["kind"])!.ApiVersion == (string?)document["apiVersion"])
                {
                    Assert.True(IsValid(schema, document), $"{file.Name}: {document}");
                }
            }
        }
    }

    [Theory]
    [InlineData("kind: Environment\nspec: {}")]
    [InlineData("apiVersion: v1\nkind: Environment\nmetadata: {name: x}")]
    [InlineData("apiVersion: eaas.envmgmt.io/v1\nkind: Environment\nmetadata: {}")]
    [InlineData("apiVersion: eaas.envmgmt.io/v1\nkind: Environment\nmetadata: {name: x}\nspec: {template: et, envVars: x}")]
    [InlineData("apiVersion: eaas.envmgmt.io/v1\nkind: Environment\nmetadata: {name: x}\nspec: {variables: {name: x}}")]
    [InlineData("apiVersion: eaas.envmgmt.io/v1\nkind: Environment\nmetadata: {name: x}\nspec: {variables: [{name: [x]}]}")]
    [InlineData("apiVersion: eaas.envmgmt.io/v1\nkind: Environment\nmetadata: {name: x}\nspec: {variables: [{options: {required: maybe}}]}")]
    [InlineData("apiVersion: eaas.envmgmt.io/v1\nkind: Environment\nmetadata: {name: x}\nspec: {schedules: [{workflows: {tasks: [{timeoutSeconds: soon}]}}]}")]
    public void Schema_WhatTheReaderRefuses_IsInvalid(string yaml)
    {
        Assert.True(DocumentReader.Read(yaml, "a.yaml").HasErrors);
        Assert.False(IsValid(Schemas["Environment"], Assert.Single(Documents(yaml))));
    }

    private static bool IsValid(JsonSchema schema, JsonNode document) =>
        schema.Evaluate(System.Text.Json.JsonSerializer.SerializeToElement(document)).IsValid;

    private static IEnumerable<JsonNode> Documents(string text)
    {
        var nodes = new List<SourceNode>();
        new YamlSource(text).ReadAll(nodes);
        return nodes.Select(PlainValue.Convert).SelectMany(node => node is JsonArray list ? [.. list] : node?["items"] is JsonArray items ? [.. items] : (JsonNode?[])[node]).OfType<JsonNode>();
    }
}
