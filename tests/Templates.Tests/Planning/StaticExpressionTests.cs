using Actors.Templates.Planning;
using Actors.Templates.Reading;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

/// <summary>Expressions in static resources, which are computed when a run is planned.</summary>
public sealed class StaticExpressionTests
{
    [Theory]
    [InlineData("#{environment.name.upper()}#", "\"PROD\"")]
    [InlineData("$([environment.name, 1])$", "[\"prod\",1]")]
    public void Plan_ExpressionInStaticResource_IsEvaluated(string expression, string expected)
    {
        var outputs = PlanStatic(expression).Plan!.StaticOutputs;

        Assert.Equal(expected, outputs["fixed"]!["v"]!["value"]!.ToJsonString());
    }

    [Theory]
    [InlineData("#{resource.second.output.x}#", "The name 'resource' is not known. There are: environment, trigger.")]
    [InlineData("$(1 +)$", "A value is missing")]
    public void Plan_ExpressionInStaticResourceThatCannotBeKnown_IsAnError(string expression, string expected)
    {
        var finding = Assert.Single(PlanStatic(expression).Findings, finding => finding.Message.Contains(expected, StringComparison.Ordinal));

        Assert.Equal(("Resource/fixed", "spec.variables[0].value"), (finding.Subject, finding.FieldPath));
    }

    [Fact]
    public void Plan_StaticValueThatCannotBeKnown_IsToldOnce()
    {
        var result = Documents.Plan(Documents.Catalog(
            Documents.Doc("eaas.envmgmt.io/v1", "Resource", "st", "variables: [{name: vpc, valueType: expression, value: '#{environment.nme}#'}]"),
            Documents.Custom("b", "variables: [{name: v, valueType: expression, value: '#{resource.st.output.vpc.value.upper()}#'}]"),
            Documents.EnvironmentTemplate("resources: [{name: st, type: static, kind: resource}, {name: b}]"),
            Documents.Environment()));

        Assert.Equal("Resource/st", Assert.Single(result.Findings, finding => finding.Severity == Severity.Error).Subject);
    }

    private static PlanResult PlanStatic(string expression) => Documents.Plan(Documents.Catalog(
        Documents.Doc("eaas.envmgmt.io/v1", "Resource", "fixed", "variables: [{name: v, valueType: expression, value: '" + expression + "'}]"),
        Documents.Custom("second"),
        Documents.EnvironmentTemplate("resources: [{name: fixed, type: static, kind: resource}, {name: second}]"),
        Documents.Environment()));
}
