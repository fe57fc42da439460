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
