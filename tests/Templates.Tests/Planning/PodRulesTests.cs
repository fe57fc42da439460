using System.Text.Json.Nodes;
using Actors.Templates.Planning;
using Actors.Templates.Reading;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

public sealed class PodRulesTests
{
    private const string Options = """
        kubeOptions:
          namespace: gpu
          labels: {team: a}
          nodeSelector: {disk: ssd}
          resources: [nvidia.com/gpu=2, example.com/fpga]
          serviceAccountName: deployer
          securityContext: {privileged: false, readOnlyRootFileSystem: true}
          tolerations: [{key: gpu, operator: Exists}]
          affinity: {nodeAffinity: {}}
        """;

    private static string Handler(string kubeOptions) => Documents.Doc(
        "eaas.envmgmt.io/v1", "WorkflowHandler", "h",
        "config:\n  type: function\n  function:\n    language: bash\n    source: x\n" + string.Join('\n', kubeOptions.Split('\n').Select(line => "    " + line)));

    private static string Resource(string spec) => Documents.Doc(
        "eaas.envmgmt.io/v1", "ResourceTemplate", "r",
        "provider: custom\nrepositoryOptions: {name: code}\nproviderOptions: {custom: {tasks: [{name: t, workflowHandler: {name: h}}]}}\n" + spec);

    private static PlanResult Plan(string resource, string kubeOptions = Options) => Documents.Plan(Documents.Catalog(
        Documents.Repository(), Handler(kubeOptions), resource, Documents.EnvironmentTemplate("resources: [{name: r}]"), Documents.Environment()));

    [Fact]
    public void Plan_KubeOptions_ReachTheTasksPodAndNoOther()
    {
        var plan = Plan(Resource("")).PlanOrThrow();

        Assert.Null(plan.Find("r.artifact")!.Pod);
        var pod = RunPlan.FromJson(plan.ToJson()).Find("r.task.t")!.Pod!;
        Assert.Equal(("gpu", "deployer", false, true), (pod.Namespace, pod.ServiceAccountName, pod.Privileged, pod.ReadOnlyRootFileSystem));
        Assert.Equal(("a", "ssd"), (pod.Labels["team"], pod.NodeSelector["disk"]));
        Assert.Equal(["nvidia.com/gpu=2", "example.com/fpga"], pod.Resources);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""[{"key": "gpu", "operator": "Exists"}]"""), pod.Tolerations));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"nodeAffinity": {}}"""), pod.Affinity));
        Assert.Null(pod.Template);
    }

    [Fact]
    public void Plan_PodTemplate_ReachesEveryPodOfTheResource()
    {
        const string Template = "podTemplate: {metadata: {annotations: {a: b}}, spec: {priorityClassName: high, hostname: null}}";
        var custom = Plan(Resource(Template)).PlanOrThrow();
        var tofu = Documents.Plan(Documents.Catalog(
            Documents.Repository(), Documents.Tofu("r", Template), Documents.EnvironmentTemplate("resources: [{name: r}]"), Documents.Environment())).PlanOrThrow();

        var expected = JsonNode.Parse("""{"metadata": {"annotations": {"a": "b"}}, "spec": {"priorityClassName": "high", "hostname": null}}""");
        Assert.Equal(["r.artifact", "r.task.t"], custom.Activities.Select(each => each.Id));
        Assert.Equal(["r.artifact", "r.tofu"], tofu.Activities.Select(each => each.Id));
        Assert.All(custom.Activities.Concat(tofu.Activities), each => Assert.True(JsonNode.DeepEquals(expected, each.Pod!.Template)));
        Assert.Equal("gpu", custom.Find("r.task.t")!.Pod!.Namespace);
    }

    [Fact]
    public void Plan_NothingAsked_NoPod() => Assert.All(Plan(Resource("podTemplate: {}"), "name: x").PlanOrThrow().Activities, each => Assert.Null(each.Pod));

    [Fact]
    public void Plan_EmptyOptions_CountAsNone() => Assert.NotNull(
        Plan(Resource(""), "kubeOptions: {tolerations: {}, affinity: {}, resources: {}, labels: null, securityContext: null}").Plan);

    [Theory]
    [InlineData("podTemplate: {kind: Pod}", "spec.podTemplate.kind", "and nothing else")]
    [InlineData("podTemplate: {spec: [a]}", "spec.podTemplate.spec", "a mapping")]
    [InlineData("podTemplate: {metadata: x}", "spec.podTemplate.metadata", "a mapping")]
    public void Plan_PodTemplateThatIsNone_IsAFindingAtItsField(string spec, string path, string message)
    {
        var resource = Resource(spec);
        var planned = Plan(resource);

        Assert.Null(planned.Plan);
        foreach (var findings in new[] { planned.Findings, ReferenceCheck.Check(Documents.One(resource), Documents.Catalog(Documents.Repository(), Handler(""))) })
        {
            var finding = Assert.Single(findings, each => each.Severity == Severity.Error);
            Assert.Equal(path, finding.FieldPath);
            Assert.Contains(message, finding.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_PodTemplateThatIsNoMapping_IsRefusedWithItsPlace()
    {
        var finding = Assert.Single(DocumentReader.Read(Resource("podTemplate: [a]"), "t.yaml").Findings);

        Assert.Equal((Severity.Error, "spec.podTemplate"), (finding.Severity, finding.FieldPath));
    }

    [Fact]
    public void Plan_PodTemplateBeyondTheLimit_IsRefused() => Assert.Contains(
        Plan(Resource($"podTemplate: {{metadata: {{annotations: {{a: {new string('x', PlanDefaults.MaxPodJson)}}}}}}}")).Findings,
        each => each.FieldPath == "spec.podTemplate" && each.Message.Contains("longer than", StringComparison.Ordinal));

    [Theory]
    [InlineData("labels: {actors.agent: x}", "labels[\"actors.agent\"]")]
    [InlineData("resources: [cpu=4]", "resources[0]")]
    [InlineData("resources: [nvidia.com/gpu, nvidia.com/gpu=many]", "resources[1]")]
    [InlineData("resources: ['bad name']", "resources[0]")]
    [InlineData("resources: [gpu=0]", "resources[0]")]
    [InlineData("tolerations: {key: gpu}", "tolerations")]
    [InlineData("tolerations: [gpu]", "tolerations")]
    [InlineData("affinity: [gpu]", "affinity")]
    public void Plan_KubeOptionsThatCannotWork_AreFindingsAtTheirField(string option, string field)
    {
        var options = $"kubeOptions: {{{option}}}";
        var planned = Plan(Resource(""), options);

        Assert.Null(planned.Plan);
        foreach (var findings in new[] { planned.Findings, ReferenceCheck.Check(Documents.One(Handler(options)), new()) })
        {
            Assert.Equal($"spec.config.function.kubeOptions.{field}", Assert.Single(findings, each => each.Severity == Severity.Error).FieldPath);
        }
    }

    [Fact]
    public void Plan_PodTemplateOfAnAllowedOverride_IsTheEnvironmentTemplates()
    {
        var plan = Documents.Plan(Documents.Catalog(
            Documents.Repository(),
            Handler(""),
            Resource("overrides: {allowedPaths: [podTemplate.spec]}"),
            Documents.EnvironmentTemplate("resources: [{name: r, overrides: {values: {podTemplate: {spec: {priorityClassName: low}}}}}]"),
            Documents.Environment())).PlanOrThrow();

        Assert.All(plan.Activities, each => Assert.Equal("low", each.Pod!.Template!["spec"]!["priorityClassName"]!.GetValue<string>()));
    }
}
