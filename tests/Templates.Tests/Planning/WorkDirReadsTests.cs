using Actors.Templates.Planning;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

public sealed class WorkDirReadsTests
{
    private static PlanResult Plan(string expression, RunKind kind = RunKind.Deploy, string reader = "last") => Documents.Plan(
        Documents.Catalog(
            Documents.Repository(),
            Documents.Tofu("net"),
            Documents.Custom("before"),
            reader == "system"
                ? Documents.Doc("eaas.envmgmt.io/v1", "ResourceTemplate", "last", "provider: system\nproviderOptions: {system: {kind: credential}}\nvariables: [{name: v, valueType: expression, value: '" + expression + "'}]")
                : Documents.Custom("last", "variables: [{name: v, valueType: expression, value: '" + expression + "'}]"),
            Documents.EnvironmentTemplate("resources: [{name: net}, {name: before}, {name: last, dependsOn: [{name: net}, {name: before}]}]"),
            Documents.Environment()),
        kind);

    [Theory]
    [InlineData("$(ctx.activities[\"net.artifact\"].output.files[\"job.tar.zst\"].token)", "net.artifact")]
    [InlineData("#{resource[\"net\"].artifact.workdir.token}# #{resource.net.artifact.workdir.url}#", "net.artifact")]
    [InlineData("#{resource.net.output.workdir.token}#", "net.tofu")]
    [InlineData("#{resource.net.output.workdir.token}# $(resource.net.artifact.workdir.url)$", "net.tofu net.artifact")]
    [InlineData("#{ctx.activities[\"before.task.run\"].output.files}#", "before.task.run")]
    [InlineData("#{resource.net.output.x.value}#", "")]
    public void Plan_ReadsWorkingDirectories_KeepsThemForTheReader(string expression, string ids)
    {
        var plan = Plan(expression).PlanOrThrow();
        var expected = ids.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(expected, plan.Find("last.task.run")!.ReadsWorkDirs);
        Assert.All(plan.Activities.Where(each => each.Id != "last.task.run"), each => Assert.Empty(each.ReadsWorkDirs));
        Assert.Equal(expected.Where(id => id != "net.artifact"), plan.Activities.Where(each => each.Job is OpenTofuPlan { KeepsWorkDir: true } or FunctionPlan { KeepsWorkDir: true }).Select(each => each.Id));
        Assert.Equal(expected, RunPlan.FromJson(plan.ToJson()).Find("last.task.run")!.ReadsWorkDirs);
    }

    [Theory]
    [InlineData("#{resource.before.artifact.workdir.token}#", "last", "no activity of this run leaves 'resource.before.artifact.workdir.token'")]
    [InlineData("#{resource.before.output.workdir.token}#", "last", "no activity of this run leaves 'resource.before.output.workdir.token'")]
    [InlineData("#{resource.net.artifact.workdir.token}#", "system", "good for a worker only")]
    public void Plan_WorkingDirectoryThatCannotBeRead_IsAnError(string expression, string reader, string expected)
    {
        var finding = Assert.Single(Plan(expression, reader: reader).Findings, finding => finding.Message.Contains(expected, StringComparison.Ordinal));

        Assert.Equal(("ResourceTemplate/last", "spec.variables[0].value"), (finding.Subject, finding.FieldPath));
    }

    [Fact]
    public void Plan_OnDestroy_ReadsOnlyWhatIsDoneBefore() =>
        Assert.All(Plan("#{resource.net.output.workdir.token}# $(resource.net.artifact.workdir.url)$", RunKind.Destroy).PlanOrThrow().Activities, each => Assert.Empty(each.ReadsWorkDirs));
}
