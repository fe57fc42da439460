using System.Text.Json.Nodes;
using Actors.Templates.Planning;
using Actors.Templates.Reading;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

public sealed class ExpressionCheckTests
{
    private static PlanResult Plan(string expression, RunKind kind = RunKind.Deploy) => RunPlanner.Plan(RequestFor(expression) with { RunKind = kind });

    private static PlanRequest RequestFor(string expression)
    {
        var catalog = Documents.Catalog(
            Documents.Custom("first"),
            Documents.Custom("second", "variables: [{name: v, valueType: expression, value: '" + expression.Replace("'", "''", StringComparison.Ordinal) + "'}]"),
            Documents.Custom("other"),
            Documents.EnvironmentTemplate("resources: [{name: first}, {name: other}, {name: second, dependsOn: [{name: first}]}]"),
            Documents.Environment());
        return new() { RunKind = RunKind.Deploy, Environment = catalog.Find("Environment", "prod")!, Catalog = catalog, Facts = Documents.Facts };
    }

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
    [InlineData("$(resource[\"second\"].output.tasks.run.x)$", "of 'second' itself and not known to all of its jobs that get this value")]
    [InlineData("$(resuorce.first)$", "Did you mean 'resource'?")]
    [InlineData("$(trigger.payload.user)$", "has no 'user'")]
    [InlineData("$(ctx.activities[\"none\"].output)$", "no activity 'none'")]
    [InlineData("$(ctx.activities[\"other.task.run\"].output)$", "The activity 'other.task.run' need not be done before 'second.task.run'")]
    [InlineData("$(1+)$", "A value is missing before ')'. (1:5)")]
    [InlineData("#{[resource[n].output.x for n in [\"other\"]]}#", "add dependsOn other to second")]
    [InlineData("#{1 if environment.name else resource.other.output.x}#", "add dependsOn other to second")]
    [InlineData("$([if environment.name == \"x\" {resource.frist.output.x}, 1][0])$", "Did you mean 'first'?")]
    [InlineData("#{[resource[n].output.x for n in resource.first.output.tasks.run.names]}#", "Which resource this reads is not known before the run")]
    [InlineData("#{[r.output for r in resource.values()]}#", "'resource' is followed by the name of a resource")]
    [InlineData("#{ctx.activities[resource.first.output.tasks.run.x]}#", "Which activity this reads is not known before the run")]
    [InlineData("#{ctx.actvities}#", "'ctx' is followed by activities")]
    [InlineData("#{resource.first.output.tasks.run.x + environment.nme}#", "Did you mean 'name'?")]
    [InlineData("#{environment.name + 1}#", "'+' does not go between a text and a whole number")]
    [InlineData("#{lenn(environment.name)}#", "Did you mean 'len'?")]
    [InlineData("#{environment.name.toUpper()}#", "Did you mean 'upper'?")]
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

    [Theory]
    [InlineData("$(1+)$")]
    [InlineData("#{lenn(environment.name)}#")]
    [InlineData("#{environment.nme}#")]
    [InlineData("#{\"a\".uper()}#")]
    [InlineData("$(enviroment.name)$")]
    public void Plan_ExpressionThatIsWrongByItself_SaysWhatTheDocumentAloneSays(string expression)
    {
        var request = RequestFor(expression);
        var alone = ReferenceCheck.CheckAlone(request.Catalog.Find("ResourceTemplate", "second")!, request.Catalog).Where(finding => finding.Severity == Severity.Error);

        Assert.Equal(Assert.Single(alone), Assert.Single(RunPlanner.Plan(request).Findings, finding => finding.Severity == Severity.Error));
    }

    [Fact]
    public void Plan_IndexThatIsNotKnownOnDestroy_IsNoError() =>
        Assert.NotNull(Plan("#{[resource[n].output.x for n in trigger.payload.names]}#", RunKind.Destroy).Plan);

    [Theory]
    [InlineData("#{resource[trigger.payload.n].output.tasks.run.x}#")]
    [InlineData("#{[resource[n].output.tasks.run.x for n in trigger.payload.names]}#")]
    [InlineData("#{[resource[n + s].output.x for n in trigger.payload.names for s in [m.lower() for m in n.split()]]}#")]
    [InlineData("#{resource[\"first\" if trigger.payload.n else \"other\"].output.tasks.run.x}#")]
    [InlineData("$({let n = trigger.payload.n, x: resource[n].output.tasks.run.x})$")]
    [InlineData("#{ctx.activities[trigger.payload.n].output.files}#")]
    public void Plan_IndexThatComesFromPayload_IsLeftUntilThePayloadIsKnown(string expression)
    {
        var request = RequestFor(expression);

        Assert.DoesNotContain(RunPlanner.Plan(request with { IsPayloadOpen = true }).Findings, finding => finding.Severity == Severity.Error);
        Assert.Contains(RunPlanner.Plan(request).Findings, finding => finding.Message.Contains("'trigger.payload' has no", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("#{resource[trigger.payload.n + resource.first.output.tasks.run.x].output.x}#")]
    [InlineData("#{[resource[n].output.x for t in trigger.payload.names for n in resource.first.output.tasks.run[t]]}#")]
    [InlineData("#{sorted([1], key=lambda n: resource[n].output.x)}#")]
    public void Plan_IndexThatComesFromMoreThanPayload_IsAnErrorWhateverThePayload(string expression) =>
        Assert.Contains(RunPlanner.Plan(RequestFor(expression) with { IsPayloadOpen = true }).Findings, finding => finding.Message.Contains("Which resource this reads", StringComparison.Ordinal));

    [Theory]
    [InlineData("{\"n\": \"first\"}", null)]
    [InlineData("{\"n\": \"other\"}", "add dependsOn other to second")]
    [InlineData("{\"n\": \"frist\"}", "Did you mean 'first'?")]
    [InlineData("{\"m\": \"first\"}", "has no 'n'")]
    public void Plan_IndexThatComesFromPayload_IsThatOfThePayload(string payload, string? expected)
    {
        var result = RunPlanner.Plan(RequestFor("#{resource[trigger.payload.n].output.tasks.run.x}#") with { TriggerPayload = JsonNode.Parse(payload) });

        Assert.Equal(expected is null, result.Plan is not null);
        Assert.All(result.Findings.Where(finding => finding.Severity == Severity.Error), finding => Assert.Contains(expected!, finding.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("#{resource.t.output.workdir.tokn}#", "A working directory has no 'tokn'")]
    [InlineData("#{resource.t.output.x.valu}#", "An output of OpenTofu has no 'valu'; known are value, sensitive, type. Did you mean 'value'?")]
    [InlineData("#{resource.t.output.tasks.run.k}#", "An output of OpenTofu has no 'run'")]
    [InlineData("#{ctx.activities[\"t.artifact\"].output.files[\"jobb\"]}#", "The files of an activity has no 'jobb'; known is job.tar.zst")]
    [InlineData("#{resource.net.resource.vpv.output.x.value}#", "Did you mean 'vpc'?")]
    [InlineData("#{resource.net.resource.vpc.outputs.x}#", "A resource of an environment has no 'outputs'")]
    [InlineData("#{resource.net.resource.vpc.artifact.workdir.token}#", "A resource of an environment has no 'artifact'")]
    public void Plan_MemberThatIsNeverThere_IsAnError(string expression, string expected) =>
        Assert.Contains(PlanShapes(expression).Findings, finding => finding.Severity == Severity.Error && finding.Message.Contains(expected, StringComparison.Ordinal));

    [Theory]
    [InlineData("#{resource.t.output.workdir.token}#")]
    [InlineData("#{resource.t.output.x.value.y}#")]
    [InlineData("#{resource.t.output.x.sensitive}#")]
    [InlineData("#{resource.t.output.tasks.value}#")]
    [InlineData("#{resource.t.output.x.get(\"value\")}#")]
    [InlineData("#{resource.net.resource.vpc.output.x.value}#")]
    public void Plan_MemberThatMayBeThere_IsValid(string expression) => Assert.NotNull(PlanShapes(expression).Plan);

    private static PlanResult PlanShapes(string expression)
    {
        var catalog = Documents.Catalog(
            Documents.Repository(),
            Documents.Tofu("t"),
            Documents.Custom("a", "variables: [{name: v, valueType: expression, value: '" + expression + "'}]"),
            Documents.Doc("eaas.envmgmt.io/v1", "Environment", "net", "template: {name: other}"),
            Documents.Doc("eaas.envmgmt.io/v1", "EnvironmentTemplate", "other", "resources: [{name: vpc}]"),
            Documents.EnvironmentTemplate("resources: [{name: t}, {name: net, type: static, kind: environment}, {name: a, dependsOn: [{name: t}]}]"),
            Documents.Environment());
        return Documents.Plan(new(catalog.Documents) { IsOfFiles = true });
    }

    [Theory]
    [InlineData("#{resource.st.output.vpc.value.foo}#", "is a single value, which has nothing in it")]
    [InlineData("#{resource.st.output.size.value.cpus}#", "Did you mean 'cpu'?")]
    [InlineData("#{resource.st.output.vpc.valu}#", "Did you mean 'value'?")]
    public void CheckPlan_StaticOutputThatIsNotThere_IsWhatAPlanSays(string expression, string expected)
    {
        var catalog = Documents.Catalog(
            Documents.Doc("eaas.envmgmt.io/v1", "Resource", "st", "variables: [{name: vpc, value: v-1}, {name: size, valueType: json, value: '{\"cpu\": 2}'}]"),
            Documents.Custom("a", $"variables: [{{name: v, valueType: expression, value: '{expression}'}}]"),
            Documents.EnvironmentTemplate("resources: [{name: a}, {name: st, type: static, kind: resource}]"),
            Documents.Environment());

        var finding = Assert.Single(ReferenceCheck.CheckPlan(catalog.Find("Environment", "prod")!, catalog));

        Assert.Contains(expected, finding.Message, StringComparison.Ordinal);
        Assert.Contains(finding, Documents.Plan(catalog).Findings);
    }

    [Fact]
    public void CheckPlan_StaticOutputThatComesFromPayload_IsLeftUntilThePayloadIsKnown()
    {
        var catalog = Documents.Catalog(
            Documents.Doc("eaas.envmgmt.io/v1", "Resource", "st", "variables: [{name: x, valueType: expression, value: '#{trigger.payload.get(\"x\", 1)}#'}]"),
            Documents.Custom("a", "variables: [{name: v, valueType: expression, value: '#{resource.st.output.x.value.foo}#'}]"),
            Documents.EnvironmentTemplate("resources: [{name: a}, {name: st, type: static, kind: resource}]"),
            Documents.Environment());

        Assert.Empty(ReferenceCheck.CheckPlan(catalog.Find("Environment", "prod")!, catalog));
    }

    // What is there: a static resource, a static environment, a custom, a system and an OpenTofu resource.
    private static PlanResult PlanAll(string expression, RunKind kind = RunKind.Deploy) => Documents.Plan(
        Documents.Catalog(
            Documents.Repository(),
            Documents.Doc("eaas.envmgmt.io/v1", "Resource", "st", "variables: [{name: vpc, value: v-1}, {name: size, valueType: json, value: '{\"cpu\": 2, \"zones\": [\"a\"]}'}]"),
            Documents.Doc("eaas.envmgmt.io/v1", "Environment", "net", "template: {name: other}"),
            Documents.Custom("a"),
            Documents.Tofu("t"),
            Documents.Doc("eaas.envmgmt.io/v1", "ResourceTemplate", "s", "provider: system\nproviderOptions: {system: {kind: credential}}\nvariables: [{name: user, value: ann}]"),
            Documents.Custom("b", "variables: [{name: v, valueType: expression, value: '" + expression.Replace("'", "''", StringComparison.Ordinal) + "'}]"),
            Documents.EnvironmentTemplate(
                "resources: [{name: st, type: static, kind: resource}, {name: net, type: static, kind: environment}, {name: a}, {name: t}, {name: s}, {name: b, dependsOn: [{name: a}, {name: t}, {name: s}]}]"),
            Documents.Environment()),
        kind);

    [Theory]
    [InlineData("$(resource[\"st\"].output.vpc.value)$")]
    [InlineData("$(#environment[\"st\"].vpc)$-$(#environment[\"st\"].size.zones[0])")]
    [InlineData("#{resource.st.output.size.value.zones[0]}#")]
    [InlineData("#{resource.st.output.size.value.get(\"ram\", 4)}#")]
    [InlineData("#{resource.st.output.vpcc.value if \"vpcc\" in resource.st.output else None}#")]
    [InlineData("$(*resource.st.output.vpcc.value | \"none\")$")]
    [InlineData("#{resource.net.resource[\"rt\"].output.x.value}#")]
    [InlineData("#{resource.a.output.tasks.run.anything}#-#{resource.t.artifact.workdir.token}#-#{resource.t.output.workdir.url}#")]
    [InlineData("#{resource.a.output.tasks}#")]
    [InlineData("#{resource.t.output.anything.value}#")]
    [InlineData("#{resource.s.output.user.value}#")]
    [InlineData("$(#environment[\"a\"].tasks.run.x)$-$(#environment[\"s\"].user)$-$(#environment[\"t\"].x)$")]
    public void Plan_NamesThatResourcesHave_Plans(string expression) => Assert.NotNull(PlanAll(expression).Plan);

    [Theory]
    [InlineData("$(resource[\"st\"].output.vpcc.value)$", "has no 'vpcc'. Did you mean 'vpc'? (1:25)")]
    [InlineData("x-$(resource[\"st\"].output.vpcc.value)$ $(resource.a.output.tasks.run.x)$", "has no 'vpcc'. Did you mean 'vpc'? (1:27)")]
    [InlineData("$(resource[\"st\"].outptu.vpc.value)$", "has no 'outptu'. Did you mean 'output'?")]
    [InlineData("$(resource[\"st\"].output.vpc.valeu)$", "has no 'valeu'. Did you mean 'value'?")]
    [InlineData("$(resource[\"st\"].output.size.value.cpus)$", "has no 'cpus'. Did you mean 'cpu'?")]
    [InlineData("$(#environment[\"st\"].vpcc)$", "has no 'vpcc'. Did you mean 'vpc'?")]
    [InlineData("#{resource.st.output.vpc.value + 1}#", "'+' does not go between")]
    [InlineData("#{resource.net.output.x}#", "has no 'output'")]
    [InlineData("$(resource.a.output.tasks.rnu.x)$", "has no 'rnu'. Did you mean 'run'?")]
    [InlineData("$(resource.a.output.task.run.x)$", "has no 'task'. Did you mean 'tasks'?")]
    [InlineData("$(resource.a.outputs.tasks.run.x)$", "has no 'outputs'; known are output, artifact, resource. Did you mean 'output'?")]
    [InlineData("$(#environment[\"a\"].tasks.rnu.x)$", "has no 'rnu'. Did you mean 'run'?")]
    [InlineData("$(resource.b.output.tasks.rnu.x)$", "has no 'rnu'. Did you mean 'run'?")]
    [InlineData("$(resource.t.oputput.x.value)$", "has no 'oputput'; known are output, artifact, resource. Did you mean 'output'?")]
    [InlineData("$(resource.s.output.usr.value)$", "has no 'usr'. Did you mean 'user'?")]
    public void Plan_NamesThatResourcesCannotHave_FailBeforeAnythingRuns(string expression, string expected)
    {
        var result = PlanAll(expression);

        Assert.Null(result.Plan);
        var finding = Assert.Single(result.Findings, finding => finding.Severity == Severity.Error);
        Assert.Contains(expected, finding.Message, StringComparison.Ordinal);
        Assert.Equal(("ResourceTemplate/b", "spec.variables[0].value"), (finding.Subject, finding.FieldPath));
        Assert.NotNull(PlanAll(expression, RunKind.Destroy).Plan);
    }

    [Theory]
    [InlineData("success: environment.name == \"prod\"", "and not 'environment'")]
    [InlineData("if #status.container.exitCode == 0 { success: resource.a.output.tasks.run.ok }", "and not 'resource'")]
    public void Plan_SuccessConditionThatReadsSomethingElse_IsAnError(string condition, string expected)
    {
        var resource = Documents.Custom("r", "hooks: {onInit: [{name: h, type: container, options: {container: {image: i, successCondition: '" + condition + "'}}}]}");
        var findings = Documents.Plan(Documents.Catalog(resource, Documents.EnvironmentTemplate("resources: [{name: r}]"), Documents.Environment())).Findings;

        foreach (var finding in new[] { findings, ReferenceCheck.CheckAlone(Documents.One(resource), new()) }.Select(list => Assert.Single(list, finding => finding.Severity == Severity.Error)))
        {
            Assert.Equal("spec.hooks.onInit[0].options.container.successCondition", finding.FieldPath);
            Assert.Contains(expected, finding.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Plan_ActivityThatIsNotThereOnDestroy_IsNoError() => Assert.NotNull(Plan("$(ctx.activities[\"first.artifact\"].output)$", RunKind.Destroy).Plan);

    [Fact]
    public void Plan_TriggerOnDestroy_IsNoError() => Assert.NotNull(Plan("$(trigger.payload.user)$", RunKind.Destroy).Plan);
}
