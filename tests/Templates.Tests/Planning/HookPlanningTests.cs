using Actors.Templates.Planning;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

public sealed class HookPlanningTests
{
    private const string Approval = "type: approval";

    private static string Hook(string name, string more = Approval) => $"{{name: {name}, {more}}}";

    private static RunPlan Plan(string resource, string template = "resources: [{name: net}]", RunKind kind = RunKind.Deploy, IReadOnlySet<string>? once = null)
    {
        var catalog = Documents.Catalog(Documents.Repository(), resource, Documents.Custom("app"), Documents.EnvironmentTemplate(template), Documents.Environment());
        return RunPlanner.Plan(new()
        {
            RunKind = kind,
            Environment = catalog.Find("Environment", "prod")!,
            Catalog = catalog,
            Facts = Documents.Facts,
            Once = once ?? new HashSet<string>(),
        }).PlanOrThrow();
    }

    private static IReadOnlyList<string> Edges(RunPlan plan) => [.. plan.Activities.Select(each => $"{each.Id} < {string.Join(" ", each.DependsOn)}".TrimEnd())];

    [Fact]
    public void Plan_HooksAroundTofu_SplitItThere()
    {
        var plan = Plan(Documents.Tofu("net", $$"""
            hooks:
              onInit: [{{Hook("ask")}}]
              onSuccess: [{{Hook("tell")}}]
              onFailure: [{{Hook("cry")}}]
              onCompletion: [{{Hook("tidy")}}]
              provider:
                openTofu:
                  deploy:
                    init: {before: [{{Hook("b0")}}]}
                    plan: {after: [{{Hook("look")}}]}
                    apply: {before: [{{Hook("nod")}}]}
                    output: {after: [{{Hook("end")}}]}
            """));

        Assert.Equal(
            [
                "net.onInit.ask <",
                "net.artifact < net.onInit.ask",
                "net.init.before.b0 < net.artifact",
                "net.plan < net.artifact net.init.before.b0",
                "net.plan.after.look < net.plan",
                "net.apply.before.nod < net.plan.after.look",
                "net.apply < net.apply.before.nod",
                "net.output.after.end < net.apply",
                "net.onSuccess.tell < net.output.after.end",
                "net.onFailure.cry < net.onSuccess.tell",
                "net.onCompletion.tidy < net.onSuccess.tell net.onFailure.cry",
            ],
            Edges(plan));
        var (planned, applied) = ((OpenTofuPlan)plan.Find("net.plan")!.Job, (OpenTofuPlan)plan.Find("net.apply")!.Job);
        Assert.Equal(("init plan", "net.artifact", true), (string.Join(' ', planned.Phases), planned.Artifact, planned.KeepsWorkDir));
        Assert.Equal(("apply output", "net.plan", true), (string.Join(' ', applied.Phases), applied.Artifact, applied.KeepsWorkDir));
        Assert.Equal((null, "net.plan"), (planned.PlanOf, applied.PlanOf));
        Assert.Equal((ActivityPhase.Plan, OutputOf.None), (plan.Find("net.plan")!.Phase, plan.Find("net.plan")!.Output));
        Assert.Equal((ActivityPhase.Apply, OutputOf.Resource), (plan.Find("net.apply")!.Phase, plan.Find("net.apply")!.Output));
        Assert.Equal((RunsWhen.Failed, RunsWhen.Ended), (plan.Find("net.onFailure.cry")!.When, plan.Find("net.onCompletion.tidy")!.When));
        Assert.Equal("plan.after", plan.Find("net.plan.after.look")!.Hook);
    }

    [Fact]
    public void Plan_HooksAroundAnApply_AreOutsideOfTheWhole()
    {
        var plan = Plan(Documents.Tofu("net", $"hooks: {{provider: {{openTofu: {{deploy: {{init: {{before: [{Hook("a")}]}}, output: {{after: [{Hook("z")}]}}}}}}}}}}"));

        Assert.Equal(["net.artifact <", "net.init.before.a < net.artifact", "net.tofu < net.artifact net.init.before.a", "net.output.after.z < net.tofu"], Edges(plan));
        Assert.Empty(((OpenTofuPlan)plan.Find("net.tofu")!.Job).Phases);
        Assert.Null(((OpenTofuPlan)plan.Find("net.tofu")!.Job).PlanOf);
        Assert.True(((OpenTofuPlan)plan.Find("net.tofu")!.Job).KeepsWorkDir);
    }

    [Fact]
    public void Plan_DestroyHooks_StandAroundItsPhases()
    {
        var plan = Plan(
            Documents.Tofu("net", $"hooks: {{provider: {{openTofu: {{deploy: {{plan: {{after: [{Hook("no")}]}}}}, destroy: {{destroy: {{before: [{Hook("sure")}]}}}}}}}}}}"), kind: RunKind.Destroy);

        Assert.Equal(["net.artifact <", "net.plan < net.artifact", "net.destroy.before.sure < net.plan", "net.destroy < net.destroy.before.sure"], Edges(plan));
        Assert.Equal(["destroy"], ((OpenTofuPlan)plan.Find("net.destroy")!.Job).Phases);
        Assert.Equal("net.plan", ((OpenTofuPlan)plan.Find("net.destroy")!.Job).PlanOf);
    }

    [Fact]
    public void Plan_HooksOfTheEnvironment_WrapTheRun()
    {
        var plan = Plan(
            Documents.Custom("net", "repositoryOptions: {name: code}"),
            $"resources: [{{name: app, dependsOn: [{{name: net}}]}}, {{name: net}}]\nhooks: {{onInit: [{Hook("one")}, {Hook("two")}], onSuccess: [{Hook("yes")}], onFailure: [{Hook("no")}], onCompletion: [{Hook("end")}]}}");

        Assert.Equal(
            [
                "environment.onInit.one <",
                "environment.onInit.two < environment.onInit.one",
                "net.artifact < environment.onInit.two",
                "net.task.run < net.artifact environment.onInit.two",
                "app.task.run < net.task.run",
                "environment.onSuccess.yes < app.task.run",
                "environment.onFailure.no < environment.onSuccess.yes",
                "environment.onCompletion.end < environment.onSuccess.yes environment.onFailure.no",
            ],
            Edges(plan));
        Assert.All(plan.Activities.Where(each => each.Hook is not null), each => Assert.Null(each.Resource));
    }

    [Fact]
    public void Plan_ResourceAfterOneWithHooks_WaitsForItsSuccessAndCompletion()
    {
        var plan = Plan(
            Documents.Custom("net", $"hooks: {{onSuccess: [{Hook("yes")}], onFailure: [{Hook("no")}], onCompletion: [{Hook("end")}]}}"), "resources: [{name: net}, {name: app, dependsOn: [{name: net}]}]");

        Assert.Equal(["net.onSuccess.yes", "net.onCompletion.end"], plan.Find("app.task.run")!.DependsOn);
    }

    [Fact]
    public void Plan_Destroy_DropsHooksThatSkipIt()
    {
        var resource = Documents.Custom("net", $"hooks: {{onInit: [{Hook("a")}, {Hook("b", Approval + ", skipConfig: {skipOnDestroy: true}")}, {Hook("c")}]}}");

        Assert.Equal(["net.onInit.a <", "net.onInit.c < net.onInit.a", "net.task.run < net.onInit.c"], Edges(Plan(resource, kind: RunKind.Destroy)));
    }

    [Fact]
    public void Plan_ForceDestroy_LetsEverythingFail()
    {
        var plan = Plan(Documents.Tofu("net"), kind: RunKind.ForceDestroy);

        Assert.All(plan.Activities, each => Assert.True(each.ContinueOnFailure));
        Assert.True(((OpenTofuPlan)plan.Find("net.tofu")!.Job).Destroy);
    }

    [Theory]
    [InlineData("skip: true", true)]
    [InlineData("if environment.name == \"prod\" { skip: true }", true)]
    [InlineData("if environment.name == \"test\" { skip: true }", false)]
    [InlineData("skip: false", false)]
    public void Plan_ConditionOfKnownThings_IsDecided(string condition, bool skips)
    {
        var hook = Plan(Documents.Custom("net", $"hooks: {{onInit: [{Hook("a", $"{Approval}, skipConfig: {{condition: '{condition}'}}")}]}}")).Find("net.onInit.a")!;

        Assert.Equal(skips, hook.Skipped is not null);
        Assert.Null(hook.SkipWhen);
    }

    [Fact]
    public void Plan_ConditionOfOutputs_IsLeftForItsRelease()
    {
        const string condition = "if resource.net.output.tasks.run.size > 3 { skip: true }";
        var hook = Plan(Documents.Custom("net", $"hooks: {{onSuccess: [{Hook("a", $"{Approval}, skipConfig: {{condition: '{condition}'}}")}]}}")).Find("net.onSuccess.a")!;

        Assert.Equal((null, condition), (hook.Skipped, hook.SkipWhen?.Text));
    }

    [Fact]
    public void Plan_ExecuteOnce_IsSkippedWhenItHasRun()
    {
        var resource = Documents.Custom("net", $"hooks: {{onInit: [{Hook("a", Approval + ", executeOnce: true")}]}}");

        Assert.Null(Plan(resource).Find("net.onInit.a")!.Skipped);
        Assert.Contains("executeOnce", Plan(resource, once: new HashSet<string> { "net.onInit.a" }).Find("net.onInit.a")!.Skipped, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_HookOfOtherProvider_Warns()
    {
        var catalog = Documents.Catalog(
            Documents.Repository(), Documents.Tofu("net", $"hooks: {{provider: {{terraform: {{deploy: {{plan: {{after: [{Hook("a")}]}}}}}}}}}}"), Documents.EnvironmentTemplate("resources: [{name: net}]"), Documents.Environment());

        Assert.Contains(Documents.Plan(catalog).Findings, finding => finding.FieldPath == "spec.hooks.provider.terraform" && finding.Message.Contains("never run", StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_EveryTypeOfHook_HasItsJob()
    {
        var plan = Plan(Documents.Custom("net", """
            hooks:
              onInit:
              - {name: c, type: container, timeoutSeconds: 9, options: {container: {image: busybox, commands: [sh, -c], arguments: [date], envvars: {A: "$(environment.name)$", B: plain}, cpuLimitMilli: "200", memoryLimitMB: "64", workingDirPath: /w, successCondition: "if #status.container.exitCode == 3 {success: true}"}}}
              - {name: h, type: http, onFailure: continue, options: {http: {endpoint: "https://x.example/$(environment.name)$", method: post, headers: {X-A: b}, body: "{}", successCondition: "201"}}}
              - {name: s, type: script, options: {script: {script: "echo", envvars: {A: b}}}}
              - {name: n, type: notification, options: {notification: {type: email}}}
              - {name: w, type: workflowHandler, workflowHandler: {data: {config: {type: http, timeoutSeconds: 5, maxRetryCount: 2, pollingConfig: {repeat: 10s, until: 1h30m}, http: {endpoint: "http://y", caCert: "-----BEGIN CERTIFICATE-----", insecure: true}}}}}
            """));

        var container = Assert.IsType<ContainerPlan>(plan.Find("net.onInit.c")!.Job);
        Assert.Equal(("busybox", "/w", 9), (container.Image, container.WorkingDir, plan.Find("net.onInit.c")!.Timeouts.StartToCloseSeconds));
        Assert.Equal(("sh -c", "date"), (string.Join(' ', container.Command), string.Join(' ', container.Arguments)));
        Assert.Equal([("A", Actors.Templates.Planning.ValueType.Expression), ("B", Actors.Templates.Planning.ValueType.Text)], container.Inputs.Envs.Select(env => (env.Name, env.Type)));
        Assert.Equal((200, 64L << 20), (plan.Find("net.onInit.c")!.Size!.CpuMillis, plan.Find("net.onInit.c")!.Size!.MemoryBytes));
        Assert.NotNull(plan.Find("net.onInit.c")!.SuccessWhen);
        var http = Assert.IsType<HttpPlan>(plan.Find("net.onInit.h")!.Job);
        Assert.Equal(("POST", "{}", "201", true), (http.Method, http.Body!.Value, plan.Find("net.onInit.h")!.SuccessWhen!.Text, plan.Find("net.onInit.h")!.ContinueOnFailure));
        Assert.Equal(("bash", "echo"), (((FunctionPlan)plan.Find("net.onInit.s")!.Job).Language, ((FunctionPlan)plan.Find("net.onInit.s")!.Job).Source));
        Assert.IsType<NotificationPlan>(plan.Find("net.onInit.n")!.Job);
        var call = plan.Find("net.onInit.w")!;
        Assert.Equal((10, 5400, 3, 5), (call.Polling!.RepeatSeconds, call.Polling.UntilSeconds, call.MaxAttempts, call.Timeouts.StartToCloseSeconds));
        Assert.Equal(("-----BEGIN CERTIFICATE-----", true), (((HttpPlan)call.Job).CaCert, ((HttpPlan)call.Job).Insecure));
    }

    [Fact]
    public void Plan_HookThatNamesAgents_HasThoseAndNoOthers()
    {
        var catalog = Documents.Catalog(
            Documents.Agent("one"), Documents.Agent("two"), Documents.Custom("net"),
            Documents.EnvironmentTemplate($"resources: [{{name: net}}]\nagents: [{{name: one}}]\nhooks: {{onInit: [{Hook("a", Approval + ", agents: [{name: two}]")}, {Hook("b")}]}}"), Documents.Environment());

        var plan = Documents.Plan(catalog).PlanOrThrow();

        Assert.Equal(("two", AgentLevel.Hook), (Assert.Single(plan.Find("environment.onInit.a")!.Agents), Assert.Single(plan.Find("environment.onInit.a")!.AgentSources).Level));
        Assert.Equal(AgentLevel.EnvironmentTemplate, Assert.Single(plan.Find("environment.onInit.b")!.AgentSources).Level);
    }
}
