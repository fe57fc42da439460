using Actors.Templates.Planning;
using Actors.Templates.Reading;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

public sealed class InputTests
{
    private static PlanResult Plan(string resource, string template, string environment) => Documents.Plan(Documents.Catalog(
        Documents.Doc("eaas.envmgmt.io/v1", "ConfigContext", "low", "variables: [{name: v, value: rt-context}]\nenvs: [{key: E, value: rt-context}]"),
        Documents.Doc("eaas.envmgmt.io/v1", "ConfigContext", "mid", "variables: [{name: v, value: et-context}]"),
        Documents.Custom("r", resource),
        Documents.EnvironmentTemplate("resources: [{name: r}]\n" + template),
        Documents.Environment(environment)));

    private static JobInputs Inputs(PlanResult result) => ((FunctionPlan)result.PlanOrThrow().Find("r.task.run")!.Job).Inputs;

    private static string Error(PlanResult result)
    {
        Assert.Null(result.Plan);
        return Assert.Single(result.Findings, finding => finding.Severity == Severity.Error).ToString();
    }

    [Theory]
    [InlineData("contexts: [{name: low}]", "", "", "rt-context")]
    [InlineData("contexts: [{name: low}]\nvariables: [{name: v, value: rt}]", "", "", "rt")]
    [InlineData("variables: [{name: v, value: rt}]", "contexts: [{name: mid}]", "", "et-context")]
    [InlineData("variables: [{name: v, value: rt}]", "contexts: [{name: mid}]\nvariables: [{name: v, value: et}]", "", "et")]
    [InlineData("variables: [{name: v, value: rt}]", "variables: [{name: v, value: et}]", "variables: [{name: v, value: env}]", "env")]
    [InlineData("variables: [{name: v, value: rt}]", "variables: [{name: v}]", "", "rt")]
    public void Plan_Precedence_HighestLevelWithAValueWins(string resource, string template, string environment, string expected) =>
        Assert.Equal(expected, Assert.Single(Inputs(Plan(resource, template, environment)).Variables).Value);

    [Fact]
    public void Plan_VariableOfTemplateThatNoResourceDeclares_IsNotPassed() =>
        Assert.Empty(Inputs(Plan("", "variables: [{name: v, value: et}]", "")).Variables);

    [Fact]
    public void Plan_RequiredVariableOfTemplateThatNoResourceDeclares_NeedsAValue()
    {
        const string Template = "variables: [{name: must, valueType: text, options: {required: true}}]";

        var error = Error(Plan("", Template, ""));

        Assert.Contains("EnvironmentTemplate", error, StringComparison.Ordinal);
        Assert.Contains("test.yaml:", error, StringComparison.Ordinal);
        Assert.Contains("spec.variables[0]", error, StringComparison.Ordinal);
        Assert.Contains("'must' is required and has no value", error, StringComparison.Ordinal);
        Assert.NotNull(Plan("", Template, "variables: [{name: must, value: x}]").Plan);
        Assert.NotNull(Plan("variables: [{name: must, value: rt}]", Template, "").Plan);
    }

    [Fact]
    public void Plan_EnvsAndFiles_ReachEveryJob()
    {
        var inputs = Inputs(Plan("contexts: [{name: low}]", "", "envVars: [{key: E, value: env}]\nfiles: [{name: f, mountPath: a/b, data: YWJj}]"));

        Assert.Equal(("E", "env"), (inputs.Envs[0].Name, inputs.Envs[0].Value));
        Assert.Equal(("a/b", "abc"), (inputs.Files[0].Path, System.Text.Encoding.UTF8.GetString(inputs.Files[0].Content)));
    }

    [Fact]
    public void Plan_Sensitive_AtAnyLevelSticks()
    {
        var inputs = Inputs(Plan("variables: [{name: v, options: {sensitive: true}}]", "", "variables: [{name: v, value: planted}]"));

        Assert.True(Assert.Single(inputs.Variables).Sensitive);
        Assert.DoesNotContain("planted", inputs.Variables[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("override: {type: notallowed}", "env", "must not be overridden, as ResourceTemplate/r spec.variables[0] demands")]
    [InlineData("override: {type: NotAllowed}", "env", "must not be overridden")]
    [InlineData("overrideType: notallowed", "env", "must not be overridden")]
    [InlineData("override: {type: restricted, restrictedValues: [a, b]}", "env", "must be one of a, b")]
    [InlineData("override: {type: restricted, restrictedValues: [a, b], multiSelect: true}", "'[\"a\",\"c\"]'", "must be one of a, b")]
    [InlineData("override: {type: restricted, restrictedValues: [a, b], multiSelect: true}", "a", "must be a JSON array")]
    [InlineData("override: {type: whatever}", "env", "'whatever' is not known here; known are allowed")]
    public void Plan_ForbiddenOverride_NamesTheRule(string options, string value, string expected) => Assert.Contains(
        expected,
        Error(Plan("variables: [{name: v, value: rt, options: {" + options + "}}]", "", "variables: [{name: v, value: " + value + "}]")),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("override: {type: notallowed}", "rt")]
    [InlineData("override: {type: allowed}", "env")]
    [InlineData("override: {type: restricted, restrictedValues: [a, b]}", "b")]
    [InlineData("override: {type: restricted, restrictedValues: [a, b], multiSelect: true}", "'[\"b\",\"a\"]'")]
    [InlineData("override: {type: restricted_key_values, restrictedKeyValues: {a: x}}", "a")]
    public void Plan_AdmittedOverride_IsTaken(string options, string value) =>
        Assert.NotNull(Plan("variables: [{name: v, value: rt, options: {" + options + "}}]", "", "variables: [{name: v, value: " + value + "}]").Plan);

    [Theory]
    [InlineData("variables: [{name: v, options: {required: true}}]", "", "'v' is required and has no value")]
    [InlineData("variables: [{name: v, value: x, valueType: yaml}]", "", "'yaml' is not known here")]
    [InlineData("variables: [{name: v, value: '{', valueType: json}]", "", "no valid JSON")]
    [InlineData("variables: [{name: value, value: x}]", "variables: [{name: valeu, value: y}]", "Did you mean 'value'?")]
    [InlineData("", "files: [{name: f, data: '***'}]", "no valid base64")]
    [InlineData("", "files: [{name: f, mountPath: ../f, data: YQ==}]", "must not contain '..'")]
    [InlineData("", "envVars: [{key: E, value: '********'}]", "mark of a hidden secret")]
    public void Plan_BadInput_NamesThePlace(string resource, string environment, string expected)
    {
        var error = Error(Plan(resource, "", environment));

        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.StartsWith("test.yaml:", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_NewInputsAllowed_ArePassed() =>
        Assert.Equal("x", Assert.Single(Inputs(Plan("", "allowNewInputsDuringPublish: true", "variables: [{name: x, value: y}]")).Variables).Name);
}
