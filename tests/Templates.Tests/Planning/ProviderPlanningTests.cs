using Actors.Templates.Planning;
using Actors.Templates.Resolving;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

public sealed class ProviderPlanningTests
{
    private static string System(string more = "") => Documents.Doc("eaas.envmgmt.io/v1", "ResourceTemplate", "cred", $$"""
        provider: system
        providerOptions: {system: {kind: credential} }
        variables: [{name: user, valueType: text, value: ann}, {name: key, valueType: text, value: s3cret, options: {sensitive: true} }, {name: both, valueType: expression, value: "$(resource.net.output.tasks.run.id)$"}]
        {{more}}
        """);

    private static Catalog CatalogOf(params string[] documents) => Documents.Catalog([Documents.Repository(), Documents.Environment(), .. documents]);

    [Fact]
    public void Plan_System_PublishesItsVariables()
    {
        var plan = Documents.Plan(CatalogOf(
            Documents.Custom("net"),
            System("hooks: {provider: {system: {deploy: {apply: {before: [{name: b, type: approval}], after: [{name: a, type: approval}]}}, destroy: {destroy: {after: [{name: z, type: approval}]}}}}}"),
            Documents.EnvironmentTemplate("resources: [{name: net}, {name: cred, dependsOn: [{name: net}]}]"))).PlanOrThrow();
        var facts = new RunFacts { Outputs = PlanOutputs.Of(plan, ("net.task.run", new System.Text.Json.Nodes.JsonObject { ["id"] = 7 })) };

        var resolved = Assert.IsType<ResolvedSystem>(ActivityResolver.Resolve(plan, "cred.system", facts).ActivityOrThrow().Job);

        Assert.Equal(["net.task.run", "cred.apply.before.b", "cred.system", "cred.apply.after.a"], plan.Activities.Select(each => each.Id));
        Assert.Equal("""{"user":{"value":"ann"},"key":{"value":"s3cret","sensitive":true},"both":{"value":7}}""", resolved.Outputs.ToJsonString());
        Assert.Equal(OutputOf.Resource, plan.Find("cred.system")!.Output);
    }

    [Fact]
    public void Plan_DestroyOfSystem_HasItsHooksOnly()
    {
        var plan = Documents.Plan(CatalogOf(
            Documents.Custom("net"),
            System("hooks: {provider: {system: {destroy: {destroy: {after: [{name: z, type: approval}]}}}}}"),
            Documents.EnvironmentTemplate("resources: [{name: net}, {name: cred, dependsOn: [{name: net}]}]")), RunKind.Destroy).PlanOrThrow();

        Assert.Equal(["cred.destroy.after.z", "net.task.run"], plan.Activities.Select(each => each.Id));
        Assert.Equal(["cred.destroy.after.z"], plan.Find("net.task.run")!.DependsOn);
    }

    [Fact]
    public void Plan_ArtifactHandler_StandsInForTheCheckout()
    {
        var plan = Documents.Plan(CatalogOf(
            Documents.Tofu("net", "artifactWorkflowHandler: {data: {config: {type: container, timeoutSeconds: 60, container: {image: fetch}}}}"),
            Documents.EnvironmentTemplate("resources: [{name: net}]"))).PlanOrThrow();

        var artifact = plan.Find("net.artifact")!;
        Assert.Equal((ActivityKind.Container, ActivityPhase.Artifact, 60), (artifact.Kind, artifact.Phase, artifact.Timeouts.StartToCloseSeconds));
        Assert.True(((ContainerPlan)artifact.Job).KeepsWorkDir);
        Assert.Equal("net.artifact", plan.Find("net.tofu")!.Job.Artifact);
    }

    [Fact]
    public void Plan_ArtifactHandlerWithoutFiles_IsRefused() => Assert.Contains(
        Documents.Plan(CatalogOf(
            Documents.Tofu("net", "artifactDriver: {data: {config: {type: http, http: {endpoint: 'https://x'}}}}"), Documents.EnvironmentTemplate("resources: [{name: net}]"))).Findings,
        finding => finding.FieldPath == "spec.artifactDriver" && finding.Message.Contains("working directory", StringComparison.Ordinal));

    [Fact]
    public void Plan_HandlerOfProvider_BringsImageEnvsAndSize()
    {
        var plan = Documents.Plan(CatalogOf(
            Documents.Tofu("net", """
            providerOptions:
              openTofu: {volumes: [{mountPath: /cache, enableBackupAndRestore: true}]}
              workflowHandler: {data: {config: {type: container, container: {image: "reg/tofu:1", imagePullCredentials: {username: u, password: p}, cpuLimitMilli: "700", envVars: {A: b}, files: {x.txt: YWJj} } } } }
            """),
            Documents.EnvironmentTemplate("resources: [{name: net}]"))).PlanOrThrow();

        var (activity, job) = (plan.Find("net.tofu")!, (OpenTofuPlan)plan.Find("net.tofu")!.Job);
        Assert.Equal(("reg/tofu:1", "u", 700), (job.Image, job.Registry!.Username, activity.Size!.CpuMillis));
        Assert.Equal(("A", "x.txt"), (Assert.Single(job.Inputs.Envs).Name, Assert.Single(job.Inputs.Files).Path));
        Assert.Equal(("/cache", true), (Assert.Single(job.Volumes).MountPath, job.Volumes[0].IsKept));
    }

    [Theory]
    [InlineData("{mountPath: cache}", "absolute path")]
    [InlineData("{mountPath: /}", "absolute path")]
    [InlineData("{mountPath: /a, pvcSizeGB: lots}", "is no size")]
    [InlineData("{mountPath: /a}, {mountPath: /a/}", "Two volumes")]
    public void Plan_BadVolume_IsRefused(string volume, string expected) => Assert.Contains(
        Documents.Plan(CatalogOf(Documents.Tofu("net", $"providerOptions: {{openTofu: {{volumes: [{volume}]}}}}"), Documents.EnvironmentTemplate("resources: [{name: net}]"))).Findings,
        finding => finding.Message.Contains(expected, StringComparison.Ordinal));
}
