using Actors.Templates.Planning;
using Actors.Templates.Reading;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

/// <summary>Workflow handlers, wherever a document names one, and the inputs that they bring.</summary>
public sealed class HandlerInputTests
{
    private const string Config = "config: {type: container, container: {image: tool}}";

    private static Catalog CatalogOf(string resource, string template = "", string environment = "", string list = "resources: [{name: r}]") => Documents.Catalog(
        Documents.Repository(), resource, Documents.EnvironmentTemplate($"{list}\n{template}"), Documents.Environment(environment));

    // Every place of a handler, with an input called mirror: the resource, and the id of the activity that gets it.
    public static TheoryData<string, string, string, string> Places { get; } = new()
    {
        { Documents.Tofu("r", $"providerOptions: {{workflowHandler: {Handler}}}"), "", "r.tofu", "r" },
        { Documents.Tofu("r", $"providerOptions: {{workflowHandler: {{}}, driver: {Handler}}}"), "", "r.tofu", "r" },
        { Documents.Tofu("r", $"artifactWorkflowHandler: {Handler}"), "", "r.artifact", "r artifact/handler" },
        { Documents.Tofu("r", $"artifactDriver: {Handler}"), "", "r.artifact", "r artifact/handler" },
        { Documents.Tofu("r", $"hooks: {{provider: {{openTofu: {{deploy: {{plan: {{after: [{{name: look, workflowHandler: {Handler}}}]}}}}}}}}}}"), "", "r.plan.after.look", "r deploy.plan.after/look" },
        { Documents.Custom("r", $"hooks: {{onInit: [{{name: ask, driver: {Handler}}}]}}"), "", "r.onInit.ask", "r onInit/ask" },
        { Documents.Custom("r"), $"hooks: {{onSuccess: [{{name: tell, workflowHandler: {Handler}}}]}}", "environment.onSuccess.tell", "" },
    };

    private const string Handler = "{data: {" + Config + ", inputs: [{data: {envs: [{key: A, value: one}], variables: [{name: mirror, value: own, options: {immutable: true, override: {type: restricted, restrictedValues: [own, near, far]}}}]}}]}}";

    private static PlanRequest Request(Catalog catalog, RunKind kind = RunKind.Deploy, Launch? launch = null) => new()
    {
        RunKind = kind, Environment = catalog.Find("Environment", "prod")!, Catalog = catalog, Facts = Documents.Facts, Launch = launch,
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Plan_InputOfAnyHandler_MayBeSetByTheEnvironment(string resource, string template, string activity, string _)
    {
        var plan = Documents.Plan(CatalogOf(resource, template, "variables: [{name: mirror, value: near}]")).PlanOrThrow();

        Assert.NotNull(plan.Find(activity));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Plan_InputOfAnyHandler_IsHeldToItsRule(string resource, string template, string _1, string _2)
    {
        var finding = Assert.Single(
            Documents.Plan(CatalogOf(resource, template, "variables: [{name: mirror, value: elsewhere}]")).Findings, finding => finding.Severity == Severity.Error);

        Assert.Equal("Environment/prod spec.variables[0].value", $"{finding.Subject} {finding.FieldPath}");
        Assert.Contains("must be one of own, near, far", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Report_InputOfAnyHandler_IsThere(string resource, string template, string _, string place)
    {
        var value = Assert.Single(ValueReport.Of(Request(CatalogOf(resource, template, "variables: [{name: mirror, value: near}]"))), value => value.Name == "mirror");

        Assert.Equal(place, $"{value.Resource} {value.Task}".TrimEnd());
        Assert.Equal(("near", true), (value.From!.Value, value.Immutable));
        Assert.EndsWith(".data.inputs[0].data.variables[0].value", Assert.Single(value.Overridden).Path, StringComparison.Ordinal);
        Assert.StartsWith("spec.", value.Overridden[0].Path, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Plan_ImmutableInputOfAnyHandler_StaysUntilADestroy(string resource, string template, string _, string place)
    {
        var before = RunPlanner.Plan(Request(CatalogOf(resource, template, "variables: [{name: mirror, value: near}]"))).Launch;
        var after = CatalogOf(resource, template, "variables: [{name: mirror, value: far}]");

        var finding = Assert.Single(RunPlanner.Plan(Request(after, launch: before)).Findings, finding => finding.Severity == Severity.Error);

        Assert.Contains(place.Length == 0 ? "'mirror' of the environment's hooks is immutable" : "'mirror' of the resource 'r' is immutable", finding.Message, StringComparison.Ordinal);
        Assert.Equal("spec.variables[0].value", finding.FieldPath);
        Assert.NotNull(RunPlanner.Plan(Request(after, RunKind.Destroy, before)).Plan);
    }

    [Theory]
    [InlineData("", "variables: [{name: token, value: et, options: {selectors: [r.password]}}]", "", "own")]
    [InlineData("", "variables: [{name: token, value: et, options: {selectors: ['r.*']}}]", "", "own")]
    [InlineData("", "variables: [{name: token, value: et, options: {selectors: [r.password]}}]", "variables: [{name: token, value: env}]", "own")]
    [InlineData("", "variables: [{name: a, value: et, options: {selectors: [token]}}]", "", "et")]
    [InlineData("", "variables: [{name: a, value: et, options: {selectors: ['*.token']}}]", "variables: [{name: a, value: env}]", "env")]
    [InlineData("", "variables: [{name: token, value: et}]", "", "et")]
    [InlineData(", options: {selectors: [cluster]}", "variables: [{name: cluster, value: et}]", "", "et")]
    [InlineData(", options: {selectors: [cluster]}", "", "variables: [{name: cluster, value: env}]", "env")]
    [InlineData(", options: {selectors: [cluster]}", "variables: [{name: cluster, value: et}, {name: token, value: name}]", "", "name")]
    [InlineData(", options: {selectors: [cluster]}", "variables: [{name: a, value: et, options: {selectors: [cluster]}}]", "", "et")]
    public void Plan_SelectorsForHooksOfTheEnvironment_AreThoseWithoutAResource(string options, string variables, string environment, string expected)
    {
        var hook = $"hooks: {{onInit: [{{name: h, workflowHandler: {{data: {{config: {{type: function, function: {{language: bash, source: echo}}}}, inputs: [{{data: {{variables: [{{name: token, value: own{options}}}]}}}}]}}}}}}]}}";
        var catalog = CatalogOf(Documents.Custom("r", "variables: [{name: password, value: rt}, {name: token, value: rt}]"), $"{hook}\n{variables}", environment);

        var job = (FunctionPlan)Documents.Plan(catalog).PlanOrThrow().Find("environment.onInit.h")!.Job;

        Assert.Equal(("token", expected), (Assert.Single(job.Inputs.Variables).Name, job.Inputs.Variables[0].Value));
        Assert.Equal(expected, Assert.Single(ValueReport.Of(Request(catalog)), value => value is { Resource: "", Name: "token" }).From!.Value);
    }

    [Theory]
    [InlineData("[r.E]", "low")]
    [InlineData("[E]", "env")]
    [InlineData("[none.E]", "low")]
    public void Plan_SelectorOfAnEnvironmentVariable_HoldsForHooksToo(string selectors, string expected)
    {
        var catalog = CatalogOf(
            Documents.Custom("r"),
            "hooks: {onInit: [{name: h, type: container, options: {container: {image: i}}}]}\ncontexts: [{data: {envs: [{key: E, value: low}]}}]",
            $"envVars: [{{key: E, value: env, options: {{selectors: {selectors}}}}}]");

        Assert.Equal(expected, Assert.Single(((ContainerPlan)Documents.Plan(catalog).PlanOrThrow().Find("environment.onInit.h")!.Job).Inputs.Envs).Value);
    }

    [Fact]
    public void Plan_TwoThatAddressAnInputOfAHook_AreRefused()
    {
        var catalog = CatalogOf(
            Documents.Custom("r"), $"hooks: {{onInit: [{{name: h, workflowHandler: {Handler}}}]}}",
            "variables: [{name: a, value: near, options: {selectors: [mirror]}}, {name: b, value: far, options: {selectors: [mirror]}}]");

        Assert.Contains(Documents.Plan(catalog).Findings, finding => finding.Message.Contains("both address 'mirror' of the environment's hooks", StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_SelectorThatNeitherResourceNorHookHas_NamesTheNearest()
    {
        var catalog = CatalogOf(
            Documents.Custom("r"), $"hooks: {{onInit: [{{name: h, workflowHandler: {Handler}}}]}}", "variables: [{name: a, value: near, options: {selectors: [miror]}}]");

        Assert.Contains(Documents.Plan(catalog).Findings, finding => finding.Message.Contains("Neither a resource nor a hook of the environment has a variable 'miror' for 'a' to set. Did you mean 'mirror'?", StringComparison.Ordinal));
    }

    [Fact]
    public void Report_InputOfATask_NamesItsField()
    {
        var resource = Documents.Doc("eaas.envmgmt.io/v1", "ResourceTemplate", "r", $"provider: custom\nproviderOptions: {{custom: {{tasks: [{{name: run, workflowHandler: {Handler}}}]}}}}");

        Assert.Equal(
            "ResourceTemplate/r spec.providerOptions.custom.tasks[0].workflowHandler.data.inputs[0].data.variables[0].value",
            Assert.Single(ValueReport.Of(Request(CatalogOf(resource))), value => value.Name == "mirror").From!.ToString());
    }

    [Theory]
    [InlineData("workflowHandler: {}, driver: {data: {config: {type: http, http: {endpoint: 'http://x'}}}}", "")]
    [InlineData("workflowHandler: {name: ' '}, driver: {data: {config: {type: http, http: {endpoint: 'http://x'}}}}", "type: http, ")]
    [InlineData("workflowHandler: null, driver: {data: {config: {type: http, http: {endpoint: 'http://x'}}}}", "type: container, options: {}, ")]
    public void Plan_EmptyHandlerBesideADriver_LeavesTheDriver(string handlers, string type)
    {
        var plan = Documents.Plan(CatalogOf(Documents.Custom("r", $"hooks: {{onInit: [{{name: h, {type}{handlers}}}]}}"))).PlanOrThrow();

        Assert.Equal(ActivityKind.Http, plan.Find("r.onInit.h")!.Kind);
    }

    [Theory]
    [InlineData("type: container, workflowHandler: {}", "spec.hooks.onInit[0].options", "needs options.container")]
    [InlineData("workflowHandler: {}, driver: {}", "spec.hooks.onInit[0]", "The hook has no workflowHandler.")]
    public void Plan_NoHandlerAtAll_IsAnError(string hook, string path, string expected)
    {
        var finding = Assert.Single(Documents.Plan(CatalogOf(Documents.Custom("r", $"hooks: {{onInit: [{{name: h, {hook}}}]}}"))).Findings, finding => finding.Severity == Severity.Error);

        Assert.Equal(path, finding.FieldPath);
        Assert.Contains(expected, finding.Message, StringComparison.Ordinal);
    }
}
