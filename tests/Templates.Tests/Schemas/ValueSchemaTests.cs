using System.Diagnostics;
using System.Text.Json.Nodes;
using Actors.Templates.Schemas;

namespace Actors.Templates.Tests.Schemas;

public sealed class ValueSchemaTests
{
    private static ValueSchema Schema(string json) => ValueSchema.Of(new JsonObject { ["jsonschema"] = JsonNode.Parse(json) })!;

    private static string? Check(string schema, string value, bool isSecret = false)
    {
        var read = Schema(schema);
        Assert.Null(read.Problem);
        return read.Check(JsonNode.Parse(value), isSecret);
    }

    [Theory]
    [InlineData("""{"type":"integer","minimum":1}""", "2", "0")]
    [InlineData("""{"type":"object","required":["a"]}""", """{"a":1}""", "{}")]
    [InlineData("""{"pattern":"^[a-z]+$"}""", "\"abc\"", "\"ab1\"")]
    [InlineData("""{"patternProperties":{"^n":{"type":"number"}},"additionalProperties":false}""", """{"n1":1}""", """{"n1":"x"}""")]
    [InlineData("""{"patternProperties":{"^n":{"type":"number"}},"additionalProperties":false}""", """{"n1":1}""", """{"m":1}""")]
    [InlineData("""{"items":{"$ref":"#/definitions/port"},"definitions":{"port":{"maximum":9}}}""", "[1]", "[10]")]
    [InlineData("""{"$schema":"https://json-schema.org/draft/2020-12/schema","$ref":"#/$defs/a","minimum":3,"$defs":{"a":{"maximum":9}}}""", "4", "2")]
    [InlineData("""{"$schema":"https://json-schema.org/draft/2020-12/schema","prefixItems":[{"type":"string"}]}""", "[\"a\"]", "[1]")]
    [InlineData("""{"enum":[{"$ref":"http://example.com"}]}""", """{"$ref":"http://example.com"}""", "1")]
    [InlineData("""{"properties":{"$ref":{"type":"string"},"default":{"type":"string"}}}""", """{"$ref":"x","default":"y"}""", """{"default":1}""")]
    [InlineData("\"{\\\"type\\\":\\\"string\\\"}\"", "\"a\"", "1")]
    [InlineData("""{"uniqueItems":true}""", "[1,2]", "[1,1]")]
    public void Check_Value_IsHeldAgainstTheSchema(string schema, string good, string bad)
    {
        Assert.Null(Check(schema, good));
        Assert.NotNull(Check(schema, bad));
    }

    [Theory]
    [InlineData("""{"type":"strin"}""", "strin")]
    [InlineData("""{"properties":[]}""", "properties")]
    [InlineData("5", "")]
    [InlineData("\"{\"", "")]
    [InlineData("""{"pattern":"("}""", "not valid")]
    [InlineData("""{"pattern":"(?=a)b"}""", "look-arounds")]
    [InlineData("""{"pattern":5}""", "pattern")]
    [InlineData("""{"patternProperties":{"(":true}}""", "not valid")]
    [InlineData("""{"$ref":"http://169.254.169.254/"}""", "leads out of the schema")]
    [InlineData("""{"$ref":"file:///etc/passwd"}""", "leads out of the schema")]
    [InlineData("""{"$ref":"#/definitions/none"}""", "leads to nothing")]
    [InlineData("""{"$ref":"#"}""", "contains itself")]
    [InlineData("""{"properties":{"a":{"$ref":"#"}}}""", "contains itself")]
    [InlineData("""{"$dynamicRef":"#x"}""", "'$dynamicRef' is not supported")]
    public void Of_BrokenSchema_SaysWhatIsWrong(string schema, string expected) => Assert.Contains(expected, Schema(schema).Problem!, StringComparison.Ordinal);

    [Fact]
    public void Of_ReferencesThatMultiply_AreRefusedBeforeTheyGrow()
    {
        var definitions = new JsonObject();
        for (var i = 0; i < 14; i++)
        {
            definitions[$"d{i}"] = JsonNode.Parse($$"""{"allOf":[{"$ref":"#/definitions/d{{i + 1}}"},{"$ref":"#/definitions/d{{i + 1}}"}]}""");
        }

        definitions["d14"] = true;
        var schema = new JsonObject { ["$ref"] = "#/definitions/d0", ["definitions"] = definitions };

        Assert.Contains("more than", Schema(schema.ToJsonString()).Problem!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"pattern":"^(a+)+$"}""", "\"TEXT\"")]
    [InlineData("""{"allOf":[{"items":{"not":{"not":{"pattern":"^(a+)+$"}}}}]}""", "[\"TEXT\"]")]
    [InlineData("""{"additionalProperties":false,"patternProperties":{"^(a+)+$":true}}""", "{\"TEXT\":1}")]
    [InlineData("""{"propertyNames":{"pattern":"^(a+)+$"}}""", "{\"TEXT\":1}")]
    [InlineData("""{"$schema":"https://json-schema.org/draft/2020-12/schema","unevaluatedProperties":false,"patternProperties":{"^(a+)+$":true}}""", "{\"TEXT\":1}")]
    [InlineData("""{"$ref":"#/definitions/a","definitions":{"a":{"dependencies":{"b":{"properties":{"b":{"pattern":"^(a+)+$"}}}}}}}""", "{\"b\":\"TEXT\"}")]
    [InlineData("""{"if":{"not":{"pattern":"^(a+)+$"}},"then":false}""", "\"TEXT\"")]
    public void Check_PatternThatWouldBacktrackForever_IsQuick(string schema, string value)
    {
        var watch = Stopwatch.StartNew();

        Assert.NotNull(Check(schema, value.Replace("TEXT", new string('a', 40_000) + "!", StringComparison.Ordinal)));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    [Fact]
    public void Check_LargeValue_IsRefusedInsteadOfChecked()
    {
        var list = "[" + string.Join(',', Enumerable.Range(0, 2_000)) + "]";

        Assert.Contains("too large", Check("""{"uniqueItems":true}""", list)!, StringComparison.Ordinal);
        Assert.Contains("too large", Check("""{"type":"string"}""", $"\"{new string('a', 300_000)}\"")!, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_Secret_IsNotInTheAnswer()
    {
        var problem = Check("""{"type":"object","additionalProperties":{"enum":["x"]}}""", """{"hunter2":"hunter3"}""", isSecret: true)!;

        Assert.DoesNotContain("hunter", problem, StringComparison.Ordinal);
        Assert.Contains("enum", problem, StringComparison.Ordinal);
    }
}
