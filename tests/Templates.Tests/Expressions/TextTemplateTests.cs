using System.Text.Json.Nodes;
using Actors.Templates.Expressions;
using FsCheck.Xunit;

namespace Actors.Templates.Tests.Expressions;

public sealed class TextTemplateTests
{
    private static readonly JsonObject Scope = JsonNode.Parse("""
        {
          "environment": {"name": "prod", "project": {"name": "demo"}},
          "resource": {"vpc-1": {"output": {"subnets": {"value": ["a", "b"]}, "count": {"value": 3}, "none": null}}},
          "trigger": {"payload": {"is_sso_user": true}}
        }
        """)!.AsObject();

    [Theory]
    [InlineData("$(environment.name)$", "\"prod\"")]
    [InlineData("$( environment . name )$", "\"prod\"")]
    [InlineData("$(environment.project.name)$", "\"demo\"")]
    [InlineData("$(resource.\"vpc-1\".output.subnets.value)$", "[\"a\",\"b\"]")]
    [InlineData("$(resource[\"vpc-1\"].output.subnets.value[1])$", "\"b\"")]
    [InlineData("#{resource['vpc-1'].output.count.value}#", "3")]
    [InlineData("#{resource.\"vpc-1\".output.count.value}#", "3")]
    [InlineData("$(trigger.payload.is_sso_user)$", "true")]
    [InlineData("$(\"em-vpc-\\(environment.name)\")$", "\"em-vpc-prod\"")]
    [InlineData("$(\"\\(\"a\\(environment.name)b\")c\")$", "\"aprodbc\"")]
    [InlineData("$(\"a)$ \\\" \\u00e9\")$", "\"a)$ \\\" \u00e9\"")]
    [InlineData("a-$(environment.name)$-#{resource[\"vpc-1\"].output.count.value}#-z", "\"a-prod-3-z\"")]
    [InlineData("redis://$(environment.name):6379/0", "\"redis://prod:6379/0\"")]
    [InlineData("x $(resource[\"vpc-1\"].output.subnets.value)$", "\"x [\\\"a\\\",\\\"b\\\"]\"")]
    [InlineData("$(42)$", "42")]
    [InlineData("no expression $ # {", "\"no expression $ # {\"")]
    [InlineData("", "\"\"")]
    public void Evaluate_Supported_GivesTheValue(string text, string expected) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), TextTemplate.Parse(text).Evaluate(Scope)));

    [Theory]
    [InlineData("$()$", 3, "empty")]
    [InlineData("$(a.)$", 5, "A name is missing before ')'")]
    [InlineData("$(\"abc)$", 3, "closing quote")]
    [InlineData("x$(environment.name", 2, "no closing ')$'")]
    [InlineData("#{environment.name}", 1, "no closing '}#'")]
    [InlineData("#{environment.name)#", 19, "'}#' is missing before ')'")]
    [InlineData("$(a b)$", 5, "An operator or ')$' is missing before 'b'")]
    public void Parse_Broken_SaysSoAndWhere(string text, int position, string expected)
    {
        var error = Assert.Throws<ExpressionException>(() => TextTemplate.Parse(text));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(position, error.Position);
    }

    [Theory]
    [InlineData("$(environment.nmae)$", "'environment' has no 'nmae'. Did you mean 'name'?")]
    [InlineData("$(enviroment.name)$", "Did you mean 'environment'?")]
    [InlineData("$(resource[\"vpc-1\"].output.subnets.value[2])$", "has 2 entries")]
    [InlineData("$(environment.name.first)$", "is a single value")]
    [InlineData("$(environment[0])$", "is an object")]
    [InlineData("x-$(resource[\"vpc-1\"].output.none)$", "is null")]
    public void Evaluate_Missing_SaysWhatAndNearest(string text, string expected)
    {
        var error = Assert.Throws<ExpressionException>(() => TextTemplate.Parse(text).Evaluate(Scope));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.True(error.IsMissingName);
    }

    [Property]
    public void Evaluate_TextWithoutMarks_IsUnchanged(string? text)
    {
        var plain = (text ?? "").Replace("$(", "", StringComparison.Ordinal).Replace("#{", "", StringComparison.Ordinal);
        Assert.Equal(plain, (string?)TextTemplate.Parse(plain).Evaluate(Scope));
    }
}
