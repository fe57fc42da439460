using System.Text.Json.Nodes;
using Actors.Templates.Expressions;

namespace Actors.Templates.Tests.Expressions;

public sealed class ConditionBlockTests
{
    [Theory]
    [InlineData("if #status.container.exitCode == 0 { success: true }", "{\"success\":true}")]
    [InlineData("if #status.container.exitCode != 0 { success: true }", "{}")]
    [InlineData("if #status.container.exitCode == 0 {\n  success: true\n}\nif #status.container.exitCode != 0 {\n  success: false\n  reason: \"no\"\n}", "{\"success\":true}")]
    [InlineData("skip: true", "{\"skip\":true}")]
    [InlineData("skip: environment.name == \"prod\" && trigger.payload.is_sso_user", "{\"skip\":true}")]
    [InlineData("success: true, message: \"all \\(#status.http.statusCode)\"", "{\"success\":true,\"message\":\"all 200\"}")]
    [InlineData("let ok = #status.http.statusCode < 300\nsuccess: ok", "{\"success\":true}")]
    [InlineData("{ success: true }", "{\"success\":true}")]
    [InlineData("$(if #status.container.exitCode == 0 { success: true })$", "{\"success\":true}")]
    [InlineData("if list.Contains([200, 201], #status.http.statusCode) { success: true }", "{\"success\":true}")]
    [InlineData("200 OK", "{\"success\":true}")]
    [InlineData("200OK", "{\"success\":true}")]
    [InlineData("404 Not Found", "{\"success\":false}")]
    public void Evaluate_Condition_SetsFields(string text, string expected) => Assert.Equal(expected, ConditionBlock.Parse(text).Evaluate(Evaluating.Roots).ToJsonString());

    [Theory]
    [InlineData("success: true", "success", true)]
    [InlineData("success: false", "success", false)]
    [InlineData("skip: true", "success", false)]
    [InlineData("if false { skip: true }", "skip", false)]
    public void Holds_Field_IsWhetherItIsTrue(string text, string field, bool expected) => Assert.Equal(expected, ConditionBlock.Parse(text).Holds(field, Evaluating.Roots));

    [Theory]
    [InlineData("", 1, 1, "The condition is empty")]
    [InlineData("success: ", 1, 10, "ends too early")]
    [InlineData("if #status.x == 0 { success: true", 1, 34, "A '}' is missing")]
    [InlineData("skip: true }", 1, 12, "A ',' or a new line is missing before '}'")]
    [InlineData("skip: true\nsuccess: strings.Nope(1)", 2, 10, "no function 'strings.Nope'")]
    public void Parse_Wrong_SaysWhere(string text, int line, int column, string expected)
    {
        var error = Assert.Throws<ExpressionException>(() => ConditionBlock.Parse(text));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (error.Line, error.Column));
    }

    [Theory]
    [InlineData("1 + 1", "sets fields")]
    [InlineData("success: 1", "must be true or false")]
    [InlineData("success: #status.container.exitcode == 0", "Did you mean 'exitCode'?")]
    public void Holds_NoBoolean_IsAnError(string text, string expected)
    {
        var condition = ConditionBlock.Parse(text);

        Assert.Contains(expected, Assert.Throws<ExpressionException>(() => condition.Holds("success", Evaluating.Roots)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void References_Condition_AreFound() =>
        Assert.Equal(["#status.container.exitCode", "environment.name"], ConditionBlock.Parse("if #status.container.exitCode == 0 { success: environment.name != \"x\" }").References(new JsonObject()).Select(each => each.ToString()));
}
