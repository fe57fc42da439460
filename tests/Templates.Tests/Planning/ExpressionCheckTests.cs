using Actors.Templates.Planning;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

public sealed class ExpressionCheckTests
{
    private static PlanResult Plan(string expression, RunKind kind = RunKind.Deploy) => Documents.Plan(
        Documents.Catalog(
            Documents.Custom("first"),
            Documents.Custom("second", "variables: [{name: v, valueType: expression, value: '" + expression.Replace("'", "''", StringComparison.Ordinal) + "'}]"),
            Documents.Custom("other"),
            Documents.EnvironmentTemplate("resources: [{name: first}, {name: other}, {name: second, dependsOn: [{name: first}]}]"),
            Documents.Environment()),
        kind);

    [Theory]
    [InlineData("$(environment.name)$")]
    [InlineData("x-$(resource[\"first\"].output.tasks.run.key)$")]
    [InlineData("#{resource['first'].output.tasks.run.key}#")]
    [InlineData("$(\"\\(environment.project.name)-\\(resource.\"first\".output.tasks.run.a)\")$")]
    public void Plan_GoodExpression_Plans(string expression) => Assert.NotNull(Plan(expression).Plan);

    [Theory]
    [InlineData("$(environment.nme)$", "Did you mean 'name'?")]
    [InlineData("$(resource[\"frist\"].output.x)$", "Did you mean 'first'?")]
    [InlineData("$(resource[\"other\"].output.x)$", "add dependsOn other to second in EnvironmentTemplate/et")]
    [InlineData("$(resource[\"second\"].output.tasks.run.x)$", "not known before this activity")]
    [InlineData("$(resuorce.first)$", "Did you mean 'resource'?")]
    [InlineData("$(trigger.payload.user)$", "has no 'user'")]
    [InlineData("$(ctx.activities[\"none\"].output)$", "no activity 'none'")]
    [InlineData("$(1+)$", "A value is missing")]
    public void Plan_BadExpression_FailsBeforeAnythingRuns(string expression, string expected)
    {
        var result = Plan(expression);

        Assert.Null(result.Plan);
        var finding = Assert.Single(result.Findings, finding => finding.Message.Contains(expected, StringComparison.Ordinal));
        Assert.Equal(("ResourceTemplate/second", "spec.variables[0].value"), (finding.Subject, finding.FieldPath));
        Assert.NotNull(finding.Place);
    }

    [Fact]
    public void Plan_TriggerOnDestroy_IsNoError() => Assert.NotNull(Plan("$(trigger.payload.user)$", RunKind.Destroy).Plan);
}
