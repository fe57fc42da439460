using System.Text;
using System.Text.Json.Nodes;
using Actors.Templates.Planning;
using Actors.Templates.Resolving;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Resolving;

public sealed class ActivityResolverTests
{
    private static readonly Catalog Catalog = Documents.Catalog(
        Documents.Repository(),
        Documents.Custom("first", "variables: [{name: project, valueType: expression, value: $(environment.project.name)$}]"),
        Documents.Tofu("net", """
            providerOptions: {openTofu: {backendType: custom, backendConfigs: [prefix=$(environment.name)$]}}
            variables:
              - {name: key, valueType: Expression, value: '$(resource["first"].output.tasks.run.key)$'}
              - {name: list, valueType: json, value: '[1, "a"]'}
              - {name: raw, valueType: hcl, value: '{ a = 1 }'}
              - {name: empty, valueType: hcl, value: "''"}
              - {name: token, value: planted-secret, options: {sensitive: true}}
            """),
        Documents.Custom("last", """
            variables:
              - {name: ids, valueType: expression, value: '$(resource["net"].output.ids.value)$'}
              - {name: text, valueType: expression, value: 'at $(resource["static"].output.region.value)$'}
              - {name: inner, valueType: expression, value: '#{resource["shared"].resource["vpc"].output.id.value}#'}
            """),
        Documents.Doc("eaas.envmgmt.io/v1", "Resource", "static", "variables: [{name: region, value: eu}, {name: pw, value: static-secret, options: {sensitive: true}}]"),
        Documents.Doc("eaas.envmgmt.io/v1", "Environment", "shared", "template: {name: et}"),
        Documents.EnvironmentTemplate("""
            resources:
              - {name: first}
              - {name: net, dependsOn: [{name: first}]}
              - {name: static, type: static, kind: resource}
              - {name: shared, type: static, kind: environment}
              - {name: last, dependsOn: [{name: net}]}
            """),
        Documents.Environment("envVars: [{key: NAME, value: 'env-$(environment.name)$'}]\nfiles: [{name: f, data: YWJj, options: {sensitive: true}}]"));

    private static readonly RunPlan Plan = Documents.Plan(Catalog).PlanOrThrow();

    private static RunFacts Facts(RunPlan plan) => new()
    {
        Outputs = PlanOutputs.Of(
            plan,
            ("first.task.run", new JsonObject { ["key"] = 7 }),
            ("net.tofu", JsonNode.Parse("""{"ids": {"value": ["a"]}, "pw": {"sensitive": true, "value": "tofu-secret"}}""")!)),
        StaticEnvironments = JsonNode.Parse("""{"shared": {"vpc": {"id": {"value": "vpc-9"}}}}""")!.AsObject(),
    };

    [Fact]
    public void Resolve_Http_MasksWhatItsHeadersHoldOfSecrets()
    {
        var catalog = Documents.Catalog(
            Documents.Doc("eaas.envmgmt.io/v1", "Resource", "vault", "variables: [{name: pass, value: from-a-variable, options: {sensitive: true}}, {name: region, value: eu-central}]"),
            Documents.EnvironmentTemplate("""
                resources: [{name: vault, type: static}]
                hooks:
                  onInit:
                    - name: call
                      type: http
                      options:
                        http:
                          endpoint: https://example.com
                          headers:
                            X-Pass: $(resource.vault.output.pass.value)$
                            X-Wrapped: "<#{resource.vault.output.pass.value}#>"
                            X-Region: $(resource.vault.output.region.value)$
                            X-Trace: written-openly
                            Authorization: Basic bWU6d3JpdHRlbi1wYXNzd29yZA==
                            X-Vault-Token: written-token
                            X-Auth-Mode: none
                """),
            Documents.Environment());
        var plan = Documents.Plan(catalog).PlanOrThrow();

        var resolved = ActivityResolver.Resolve(plan, "environment.onInit.call", RunFacts.Empty).ActivityOrThrow();

        var http = Assert.IsType<ResolvedHttp>(resolved.Job);
        Assert.Equal(("from-a-variable", "none"), (http.Headers["X-Pass"], http.Headers["X-Auth-Mode"]));
        Assert.Equal(
            ["<from-a-variable>", "Basic bWU6d3JpdHRlbi1wYXNzd29yZA==", "bWU6d3JpdHRlbi1wYXNzd29yZA==", "from-a-variable", "me:written-password", "written-password", "written-token"],
            resolved.SecretValues.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("written", $"{plan} {plan.Activities[0]} {plan.Activities[0].Job} {resolved} {http}", StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_HeadersWithLineBreaksAroundThem_AreWithoutThem()
    {
        var catalog = Documents.Catalog(
            Documents.Doc("eaas.envmgmt.io/v1", "Resource", "vault", "variables: [{name: read, value: \"from-a-file\\n\"}]"),
            Documents.EnvironmentTemplate("""
                resources: [{name: vault, type: static}]
                hooks:
                  onInit:
                    - name: call
                      type: http
                      options:
                        http:
                          endpoint: https://example.com
                          headers:
                            X-Token: |
                              written-token
                            X-Read: $(resource.vault.output.read.value)$
                """),
            Documents.Environment());
        var plan = Documents.Plan(catalog).PlanOrThrow();

        var resolved = ActivityResolver.Resolve(plan, "environment.onInit.call", RunFacts.Empty).ActivityOrThrow();

        Assert.Equal("written-token", Assert.IsType<HttpPlan>(Assert.Single(plan.Activities, each => each.Id == "environment.onInit.call").Job).Headers.First(each => each.Name == "X-Token").Value);
        var headers = Assert.IsType<ResolvedHttp>(resolved.Job).Headers;
        Assert.Equal(("written-token", "from-a-file"), (headers["X-Token"], headers["X-Read"]));
        Assert.Contains("written-token", resolved.SecretValues);
    }

    [Theory]
    [InlineData(null, "spec.providerOptions.openTofu.backendConfigs[0]")]
    [InlineData("ResourceTemplate/net spec.provider", "spec.providerOptions")]
    public void Resolve_BackendConfigurationWithoutAValue_NamesItsPlaceAsFarAsThePlanSays(string? originOfOlderPrograms, string path)
    {
        var activities = Plan.Activities.Select(each => each.Id != "net.tofu" ? each : each with
        {
            Origin = originOfOlderPrograms ?? each.Origin,
            Job = (OpenTofuPlan)each.Job with { BackendConfigs = ["key=$(environment.missing)$"] },
        });

        var result = ActivityResolver.Resolve(Plan with { Activities = [.. activities] }, "net.tofu", Facts(Plan));

        var finding = Assert.Single(result.Findings);
        Assert.Equal(("ResourceTemplate/net", path), (finding.Subject, finding.FieldPath));
        Assert.Contains("The expression of 'backendConfigs' has no value", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_Git_CarriesRepositoryAndMasksItsSecrets()
    {
        var resolved = ActivityResolver.Resolve(Plan, "net.artifact", RunFacts.Empty).ActivityOrThrow();

        var checkout = Assert.IsType<ResolvedGit>(resolved.Job).Checkout;
        Assert.Equal(("https://example.com/code.git", "net", "hunter22"), (checkout.Endpoint, checkout.Directory, checkout.Password));
        Assert.Contains("hunter22", resolved.SecretValues);
        Assert.DoesNotContain("hunter22", $"{resolved} {resolved.Job} {checkout}", StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_OpenTofu_KeepsTypes()
    {
        var resolved = ActivityResolver.Resolve(Plan, "net.tofu", Facts(Plan)).ActivityOrThrow();

        var job = Assert.IsType<ResolvedOpenTofu>(resolved.Job);
        Assert.Equal("net.artifact", job.Artifact);
        Assert.Equal(["prefix=prod"], job.Options.BackendConfigs);
        Assert.Equal(
            ["key 7 -", "list [1,\"a\"] -", "raw - { a = 1 }", "empty - \"\"", "token \"planted-secret\" -"],
            job.Variables.Select(each => $"{each.Name} {each.Json?.ToJsonString() ?? "-"} {each.Hcl ?? "-"}"));
        Assert.Equal("env-prod", job.Envs["NAME"]);
        Assert.Equal("abc", Encoding.UTF8.GetString(Assert.Single(job.Files).Content));
        Assert.True(job.Files[0].Sensitive);
        Assert.Equal(["abc", "planted-secret", "static-secret", "tofu-secret"], resolved.SecretValues.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("secret", $"{resolved} {job.Variables[4]} {job.Options.Inputs}", StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_Function_ReadsOutputsOfAllKinds()
    {
        var resolved = ActivityResolver.Resolve(Plan, "last.task.run", Facts(Plan)).ActivityOrThrow();

        var job = Assert.IsType<ResolvedFunction>(resolved.Job);
        Assert.Equal("""{"ids":["a"],"text":"at eu","inner":"vpc-9"}""", job.Input.ToJsonString());
        Assert.Equal(("environment", "prod", "deploy", "bash", "echo"), (job.Options.EventSource, job.Options.EventSourceName, job.Options.EventType, job.Options.Language, job.Options.Source));
        Assert.Equal(["shared"], Plan.StaticEnvironments);
    }

    [Fact]
    public void Resolve_StoredPlan_GivesTheSame() => Assert.Equal(
        System.Text.Json.JsonSerializer.Serialize(ActivityResolver.Resolve(Plan, "net.tofu", Facts(Plan)).ActivityOrThrow(), PlanJson.Default.ResolvedActivity),
        System.Text.Json.JsonSerializer.Serialize(
            ActivityResolver.Resolve(RunPlan.FromJson(Plan.ToJson()), "net.tofu", Facts(Plan)).ActivityOrThrow(), PlanJson.Default.ResolvedActivity));

    [Fact]
    public void Resolve_OutputMissing_IsAFindingThatNamesThePlace()
    {
        var result = ActivityResolver.Resolve(Plan, "net.tofu", RunFacts.Empty);

        Assert.Null(result.Activity);
        var finding = Assert.Single(result.Findings);
        Assert.Equal(("ResourceTemplate/net", "spec.variables[0].value"), (finding.Subject, finding.FieldPath));
        Assert.Contains("has no 'first'", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_OutputMissingOnDestroy_IsNull()
    {
        var plan = Documents.Plan(Catalog, RunKind.Destroy).PlanOrThrow();

        var tofu = Assert.IsType<ResolvedOpenTofu>(ActivityResolver.Resolve(plan, "net.tofu", RunFacts.Empty).ActivityOrThrow().Job);
        var function = Assert.IsType<ResolvedFunction>(ActivityResolver.Resolve(plan, "last.task.run", RunFacts.Empty).ActivityOrThrow().Job);

        Assert.Null(tofu.Variables[0].Json);
        Assert.Equal("""{"ids":null,"text":"at eu","inner":null}""", function.Input.ToJsonString());
    }

    [Fact]
    public void Resolve_UnknownActivity_Throws() => Assert.Throws<ArgumentException>(() => ActivityResolver.Resolve(Plan, "none", RunFacts.Empty));

    [Fact]
    public void Put_ResourceThatWasOpenTofuBefore_ShowsItsTasks()
    {
        var view = JsonNode.Parse("""{"r": {"id": {"value": 1}}}""")!.AsObject();

        OutputView.Put(view, "r", "a", new JsonObject { ["x"] = 1 });
        OutputView.Put(view, "r", "b", new JsonObject { ["y"] = 2 });

        Assert.Equal("""{"r":{"tasks":{"a":{"x":1},"b":{"y":2}}}}""", view.ToJsonString());
    }

    [Fact]
    public void Redact_SensitiveOutputs_AreHidden()
    {
        var view = OutputView.Redact(Facts(Plan).Outputs).ToJsonString();

        Assert.DoesNotContain("secret\"", view, StringComparison.Ordinal);
        Assert.Contains("\"ids\":{\"value\":[\"a\"]}", view, StringComparison.Ordinal);
        Assert.Contains("\"tasks\":{\"run\":{\"key\":7}}", view, StringComparison.Ordinal);
    }
}
