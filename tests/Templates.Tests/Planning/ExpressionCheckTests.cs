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
    [InlineData("#{[resource[n].output.tasks.run.key for n in [\"first\"]]}#")]
    [InlineData("#{resource[\"fir\" + \"st\"].output.tasks.run.key if environment.name == \"prod\" else None}#")]
    [InlineData("#{trigger.payload.get(\"user\", environment.name)}#")]
    [InlineData("#{trigger.payload.user if \"user\" in trigger.payload else \"nobody\"}#")]
    [InlineData("$(*trigger.payload.user | resource.first.output.tasks.run.key)$")]
    [InlineData("$(#environment[\"first\"].tasks.run.key)$")]
    [InlineData("$(ctx.activities[\"first.task.run\"].output)")]
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
    [InlineData("$(1+)$", "A value is missing before ')'. (1:5)")]
    [InlineData("#{[resource[n].output.x for n in [\"other\"]]}#", "add dependsOn other to second")]
    [InlineData("#{1 if environment.name else resource.other.output.x}#", "add dependsOn other to second")]
    [InlineData("$([if environment.name == \"x\" {resource.frist.output.x}, 1][0])$", "Did you mean 'first'?")]
    [InlineData("#{[resource[n].output.x for n in resource.first.output.names]}#", "Which resource this reads is not known before the run")]
    [InlineData("#{[r.output for r in resource.values()]}#", "'resource' is followed by the name of a resource")]
    [InlineData("#{ctx.activities[resource.first.output.x]}#", "Which activity this reads is not known before the run")]
    [InlineData("#{ctx.actvities}#", "'ctx' is followed by activities")]
    [InlineData("#{resource.first.output.x + environment.nme}#", "Did you mean 'name'?")]
    [InlineData("#{environment.name + 1}#", "'+' does not go between a text and a whole number")]
    [InlineData("#{lenn(environment.name)}#", "Did you mean 'len'?")]
    [InlineData("$(#environment[\"other\"].x)$", "add dependsOn other to second")]
    [InlineData("$(resource.first.ouput.tasks.run.x)$", "A resource has no 'ouput'; known are output, artifact, resource. Did you mean 'output'?")]
    [InlineData("#{resource[\"first\"].artifact.workdr.token}#", "Did you mean 'workdir'?")]
    [InlineData("#{resource[\"first\"].artifact.workdir.tokn}#", "Did you mean 'token'?")]
    [InlineData("#{ctx.activities[\"first.task.run\"].output.fils}#", "Did you mean 'files'?")]
    [InlineData("#{ctx.activities[\"first.task.run\"].output.files[\"job.tar.zst\"].ulr}#", "A file has no 'ulr'")]
    [InlineData("$(#status.container.exitCode)$", "in success conditions only")]
    public void Plan_BadExpression_FailsBeforeAnythingRuns(string expression, string expected)
    {
        var result = Plan(expression);

        Assert.Null(result.Plan);
        var finding = Assert.Single(result.Findings, finding => finding.Message.Contains(expected, StringComparison.Ordinal));
        Assert.Equal(("ResourceTemplate/second", "spec.variables[0].value"), (finding.Subject, finding.FieldPath));
        Assert.NotNull(finding.Place);
    }

    [Fact]
    public void Plan_IndexThatIsNotKnownOnDestroy_IsNoError() =>
        Assert.NotNull(Plan("#{[resource[n].output.x for n in trigger.payload.names]}#", RunKind.Destroy).Plan);

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

    private static PlanResult PlanStatic(string expression) => Documents.Plan(Documents.Catalog(
        Documents.Doc("eaas.envmgmt.io/v1", "Resource", "fixed", "variables: [{name: v, valueType: expression, value: '" + expression + "'}]"),
        Documents.Custom("second"),
        Documents.EnvironmentTemplate("resources: [{name: fixed, type: static, kind: resource}, {name: second}]"),
        Documents.Environment()));

    [Fact]
    public void Plan_TriggerOnDestroy_IsNoError() => Assert.NotNull(Plan("$(trigger.payload.user)$", RunKind.Destroy).Plan);
}
