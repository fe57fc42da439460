using System.Text.Json;
using Actors.Templates.Planning;
using Actors.Templates.Reading;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

public sealed class VariableTests
{
    private static Catalog Catalog(string resource, string template, string environment) => Documents.Catalog(
        Documents.Custom("r1", resource), Documents.Custom("r2", resource), Documents.EnvironmentTemplate("resources: [{name: r1}, {name: r2}]\n" + template), Documents.Environment(environment));

    private static string? Value(PlanResult result, string resource, string name = "v") =>
        ((FunctionPlan)result.PlanOrThrow().Find($"{resource}.task.run")!.Job).Inputs.Variables.SingleOrDefault(each => each.Name == name)?.Value;

    private static IReadOnlyList<ReportedValue> Report(Catalog catalog) => ValueReport.Of(new()
    {
        RunKind = RunKind.Deploy, Environment = catalog.Find("Environment", "prod")!, Catalog = catalog, Facts = Documents.Facts,
    });

    private static string Errors(PlanResult result)
    {
        Assert.Null(result.Plan);
        return string.Join('\n', result.Findings.Where(finding => finding.Severity == Severity.Error));
    }

    [Theory]
    [InlineData("", "variables: [{name: a, value: one, options: {selectors: [r1.v]}}]", "", "one", "rt")]
    [InlineData("", "variables: [{name: v, value: one, options: {override: {selectors: ['r1.*']}}}]", "", "one", "rt")]
    [InlineData("", "variables: [{name: a, value: both, options: {selectors: ['*.v']}}, {name: b, value: two, options: {selectors: [r2.v]}}]", "", "both", "two")]
    [InlineData("", "variables: [{name: a, value: one, options: {selectors: [r1.v]}}]", "variables: [{name: a, value: env}]", "env", "rt")]
    [InlineData("", "", "variables: [{name: a, value: env, options: {selectors: [v]}}]", "env", "env")]
    [InlineData("selectors: [other]", "variables: [{name: other, value: et}]", "", "et", "et")]
    [InlineData("selectors: [other]", "variables: [{name: other, value: et}]", "variables: [{name: other, value: env}]", "env", "env")]
    [InlineData("selectors: [other]", "variables: [{name: other, value: alias}, {name: v, value: own}]", "", "own", "own")]
    public void Plan_Selectors_SayWhichVariablesAreMeant(string options, string template, string environment, string first, string second)
    {
        var result = Documents.Plan(Catalog("variables: [{name: v, value: rt, options: {" + options + "}}]", template, environment));

        Assert.Equal((first, second), (Value(result, "r1"), Value(result, "r2")));
    }

    [Theory]
    [InlineData("variables: [{name: a, value: x, options: {selectors: [r3.v]}}]", "has no resource 'r3'")]
    [InlineData("variables: [{name: a, value: x, options: {selectors: [r1.w]}}]", "The resource 'r1' has no variable 'w'")]
    [InlineData("variables: [{name: a, value: x, options: {selectors: ['*.w']}}]", "No resource has a variable 'w'")]
    [InlineData("variables: [{name: a, value: x, options: {selectors: [r1.v]}}, {name: b, value: y, options: {selectors: [r1.v]}}]", "both address 'v' of the resource 'r1'")]
    public void Plan_SelectorThatMeansNothing_IsAnErrorThatNamesIt(string template, string expected) =>
        Assert.Contains(expected, Errors(Documents.Plan(Catalog("variables: [{name: v, value: rt}]", template, ""))), StringComparison.Ordinal);

    [Theory]
    [InlineData("a b", "A selector is NAME")]
    [InlineData("*", "A selector is NAME")]
    [InlineData("r1.x", "here a selector is another name")]
    public void Check_SelectorOfAnotherGrammar_IsAWarning(string selector, string expected)
    {
        var document = Documents.One(Documents.Custom("r", "variables: [{name: v, value: x, options: {selectors: ['" + selector + "']}}]"));

        var finding = Assert.Single(ReferenceCheck.Check(document, new()), finding => finding.FieldPath?.Contains("selectors", StringComparison.Ordinal) == true);

        Assert.Equal(Severity.Warning, finding.Severity);
        Assert.Contains(expected, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("valueType: yaml", "'yaml' is not known here; known are text, expression, json, hcl")]
    [InlineData("options: {override: {type: maybe}}", "'maybe' is not known here; known are allowed")]
    [InlineData("options: {schema: {jsonschema: {type: strin}}}", "The schema of 'v' cannot be used")]
    [InlineData("options: {schema: {jsonschema: {$ref: 'http://example.com/x'}}}", "leads out of the schema")]
    public void Check_BrokenDefinition_IsAFindingWhereItIsDefined(string variable, string expected)
    {
        var document = Documents.One(Documents.Custom("r", "variables: [{name: v, " + variable + "}]"));

        var finding = Assert.Single(ReferenceCheck.Check(document, new()), finding => finding.Severity == Severity.Error);

        Assert.Contains(expected, finding.Message, StringComparison.Ordinal);
        Assert.StartsWith("spec.variables[0]", finding.FieldPath, StringComparison.Ordinal);
        Assert.NotNull(finding.Place);
    }

    [Theory]
    [InlineData("json", "{type: object, required: [a]}", """{"a":1}""", "{}")]
    [InlineData("text", "{type: integer, minimum: 3}", "3", "2")]
    [InlineData("text", "{pattern: '^[a-z]+$'}", "abc", "A")]
    [InlineData("hcl", "{type: array}", "[1]", "{}")]
    [InlineData("hcl", "true", "{a = [1, \"${x}\"]}", "{a = [1}")]
    [InlineData("hcl", "true", "\"eu\"", "eu")]
    [InlineData("hcl", "true", "''", "\"eu")]
    public void Plan_ValueAgainstTypeAndSchema_IsHeldToThem(string type, string schema, string good, string bad)
    {
        PlanResult With(string value) => Documents.Plan(Catalog(
            $"variables: [{{name: v, valueType: {type}, options: {{schema: {{jsonschema: {schema}}}}}}}]", "", $"variables: [{{name: v, value: {JsonSerializer.Serialize(value)}}}]"));

        Assert.Equal(good, Value(With(good), "r1"));
        var errors = Errors(With(bad));
        Assert.Contains("Environment/prod spec.variables[0].value", errors, StringComparison.Ordinal);
        Assert.Contains("'v'", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("valueType: expression, value: rt")]
    [InlineData("valueType: expression")]
    public void Plan_ForbiddenOverride_CannotHideInTheType(string environment)
    {
        var result = Documents.Plan(Catalog("variables: [{name: v, value: rt, options: {override: {type: notallowed}}}]", "", "variables: [{name: v, " + environment + "}]"));

        Assert.DoesNotContain(result.Plan?.Activities ?? [], activity => ((FunctionPlan)activity.Job).Inputs.Variables[0].Type == Actors.Templates.Planning.ValueType.Expression);
    }

    [Fact]
    public void Plan_MultiSelect_WantsAList()
    {
        const string Variable = "variables: [{name: v, value: rt, options: {override: {type: allowed, multiSelect: true}}}]";

        Assert.Contains("must be a JSON array, as ResourceTemplate/r1 spec.variables[0] demands", Errors(Documents.Plan(Catalog(Variable, "", "variables: [{name: v, value: a}]"))), StringComparison.Ordinal);
        Assert.Equal("[\"a\"]", Value(Documents.Plan(Catalog(Variable, "", "variables: [{name: v, value: '[\"a\"]'}]")), "r1"));
    }

    [Fact]
    public void Plan_FileOverriddenByContentOnly_KeepsItsPath()
    {
        var inputs = ((FunctionPlan)Documents.Plan(Catalog("contexts: [{name: c, data: {files: [{name: f, mountPath: a/b, data: YQ==}]}}]", "", "files: [{name: f, data: Yg==}]"))
            .PlanOrThrow().Activities[0].Job).Inputs;

        Assert.Equal(("a/b", "b"), (Assert.Single(inputs.Files).Path, System.Text.Encoding.UTF8.GetString(inputs.Files[0].Content)));
    }

    [Fact]
    public void Plan_NamedContextThatIsGone_IsAnError() =>
        Assert.Contains("There is no ConfigContext 'gone'", Errors(Documents.Plan(Catalog("contexts: [{name: gone}]", "", ""))), StringComparison.Ordinal);

    [Fact]
    public void Report_TellsValueTypeAndPlaceAndWhatWasOverridden()
    {
        var values = Report(Catalog(
            "variables: [{name: v, value: rt, valueType: json}, {name: none, options: {required: true}}]\ncontexts: [{name: c, data: {envs: [{key: E, value: one}], files: [{name: f, mountPath: x, data: YQ==}]}}]",
            "variables: [{name: v, value: '2', options: {override: {type: notallowed}}}]",
            "variables: [{name: v, value: '3'}]\nenvVars: [{key: E, value: two}]"));

        var v = Assert.Single(values, value => value is { Resource: "r1", Name: "v" });
        Assert.Equal(("json", "EnvironmentTemplate/et spec.variables[0].value", "2"), (v.Type, v.From!.ToString(), v.From.Value));
        Assert.Equal(["ResourceTemplate/r1 spec.variables[0].value", "Environment/prod spec.variables[0].value"], v.Overridden.Select(each => each.ToString()));
        Assert.Equal([null, "'v' must not be overridden, as EnvironmentTemplate/et spec.variables[0] demands."], v.Overridden.Select(each => each.Refused));
        Assert.Equal("Environment/prod spec.envVars[0].value", Assert.Single(values, value => value is { Resource: "r2", Kind: InputKind.Env }).From!.ToString());
        Assert.Equal(("x", "YQ=="), Assert.Single(values, value => value is { Resource: "r2", Kind: InputKind.File }) is var file ? (file.MountPath, file.From!.Value) : default);
        Assert.True(Assert.Single(values, value => value is { Resource: "r1", Name: "none" }) is { From: null, Required: true });
    }

    [Fact]
    public void Mark_ValueOfASensitiveVariable_IsMarkedInTheDocumentThatSetsIt()
    {
        var catalog = Catalog(
            "variables: [{name: v, options: {sensitive: true}}]", "variables: [{name: a, value: one, options: {selectors: [r1.v]}}, {name: t, options: {sensitive: true}}]",
            "variables: [{name: a, value: planted}, {name: t, value: planted}]");

        var environment = SensitiveMarks.Mark(catalog.Find("Environment", "prod")!, null, catalog);
        var template = SensitiveMarks.Mark(catalog.Find("EnvironmentTemplate", "et")!, null, catalog);

        Assert.DoesNotContain("planted", SecretRedaction.Redact(environment.Raw).ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\"one\"", SecretRedaction.Redact(template.Raw).ToJsonString(), StringComparison.Ordinal);
    }
}
