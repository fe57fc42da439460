using Actors.Templates.Planning;
using Actors.Templates.Reading;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

public sealed class UnusedVariablesTests
{
    private const string Handler = "workflowHandler: {data: {config: {type: function, function: {language: bash, source: x}}, inputs: [{name: i, data: {variables: [{name: cluster_name}]}}]}}";

    private static readonly string[] Others =
    [
        Documents.Doc("eaas.envmgmt.io/v1", "ConfigContext", "shared", "variables: [{name: cluster_name, value: x}]"),
        Documents.Doc("eaas.envmgmt.io/v1", "WorkflowHandler", "named", "config: {type: function, function: {language: bash, source: x}}\ninputs: [{name: shared}]"),
        Documents.Doc("eaas.envmgmt.io/v1", "Resource", "fixed", "variables: [{name: region, value: eu}, {name: user, valueType: expression, value: $(trigger.payload.cluster_name)$}]"),
    ];

    private static IReadOnlyList<Finding> Check(string resource, string template, string variable = "{name: cluster_name, value: x}", string resources = "{name: r}")
    {
        var catalog = Documents.Catalog([.. Others, Documents.Custom("r", resource), Documents.EnvironmentTemplate($"resources: [{resources}]\nvariables: [{variable}]\n{template}")]);
        return [.. ReferenceCheck.Check(catalog.Find("EnvironmentTemplate", "et")!, catalog).Where(finding => finding.Message.Contains("has no effect", StringComparison.Ordinal))];
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("variables: [{name: clustername}]", " Did you mean 'clustername'?")]
    [InlineData("variables: [{name: cluster_nam, options: {override: {type: allowed}}}]", " Did you mean 'cluster_nam'?")]
    [InlineData("variables: [{name: a, valueType: expression, value: '$(resource.r.output[environment.name])$'}]", "")]
    [InlineData("variables: [{name: a, valueType: expression, value: $(trigger.payload.username)$}]", "")]
    public void Check_NothingTakesIt_WarnsWithTheNearest(string resource, string hint)
    {
        var finding = Assert.Single(Check(resource, ""));

        Assert.Equal((Severity.Warning, "spec.variables[0].name"), (finding.Severity, finding.FieldPath));
        Assert.Equal($"The variable 'cluster_name' has no effect: nothing that the template is made of has a variable of that name.{hint}", finding.Message);
    }

    [Theory]
    [InlineData("variables: [{name: cluster_name}]", "")]
    [InlineData("variables: [{name: name, options: {selectors: [cluster_name]}}]", "")]
    [InlineData("contexts: [{name: shared}]", "")]
    [InlineData("contexts: [shared]", "")]
    [InlineData("contexts: [{name: own, data: {variables: [{name: cluster_name}]}}]", "")]
    [InlineData("", "contexts: [{name: shared}]")]
    [InlineData("hooks: {onInit: [{name: h, " + Handler + "}]}", "")]
    [InlineData("hooks: {onInit: [{name: h, workflowHandler: {name: named}}]}", "")]
    [InlineData("actions: [{name: a, type: workflows, workflows: {tasks: [{name: t, " + Handler + "}]}}]", "")]
    [InlineData("", "hooks: {onSuccess: [{name: h, " + Handler + "}]}")]
    [InlineData("", "actions: [{name: a, type: deploy, context: {name: c, data: {variables: [{name: cluster_name}]}}}]")]
    [InlineData("", "schedules: [{name: s, type: workflows, cadence: {timeToLive: 8h}, workflows: {tasks: [{name: t, " + Handler + "}]}}]")]
    [InlineData("variables: [{name: a, valueType: expression, value: 'x-$(trigger.payload.cluster_name)$'}]", "")]
    [InlineData("variables: [{name: a, valueType: expression, value: '#{ctx.variables.cluster_name}#'}]", "")]
    [InlineData("variables: [{name: a, valueType: expression, value: '#{trigger.payload[environment.name]}#'}]", "")]
    [InlineData("variables: [{name: a, valueType: expression, value: '#{[k for k in trigger.payload]}#'}]", "")]
    [InlineData("variables: [{name: a, valueType: expression, value: '#{json.encode(trigger.payload)}#'}]", "")]
    [InlineData("variables: [{name: a, valueType: expression, value: '$(broken'}]", "")]
    [InlineData("hooks: {onInit: [{name: h, type: approval, skipConfig: {condition: 'skip: trigger.payload.cluster_name == \"x\"'}}]}", "")]
    [InlineData("", "allowNewInputsDuringPublish: true")]
    [InlineData("contexts: [{name: elsewhere}]", "")]
    public void Check_SomethingTakesItOrMay_SaysNothing(string resource, string template) => Assert.Empty(Check(resource, template));

    [Theory]
    [InlineData("{name: region, value: eu}")]
    [InlineData("{name: cluster_name, value: x}")]
    public void Check_StaticResourceHasOrReadsIt_SaysNothing(string variable) => Assert.Empty(Check("", "", variable, "{name: r}, {name: fixed, type: static, kind: resource}"));

    [Fact]
    public void Check_ResourceThatIsNotThere_SaysNothing() => Assert.Empty(Check("", "", resources: "{name: r}, {name: missing}"));

    [Fact]
    public void Check_Selectors_AreJudgedByThemselves() => Assert.Empty(Check("", "", "{name: cluster_name, value: x, options: {selectors: [r.size]}}"));
}
