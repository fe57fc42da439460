using Actors.Templates.Planning;
using Actors.Templates.Reading;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

/// <summary>What an environment template puts into its resource templates.</summary>
public sealed class TemplateOverrideTests
{
    private static Catalog With(string template, string values) => Documents.Catalog(
        Documents.Repository(),
        Documents.Tofu("a", template),
        Documents.EnvironmentTemplate($"resources: [{{name: a, overrides: {{values: {values}}}}}]"),
        Documents.Environment());

    [Fact]
    public void Plan_OverriddenMapping_IsMergedByField()
    {
        var git = (GitPlan)Documents.Plan(With("overrides: {allowedPaths: [repositoryOptions]}", "{repositoryOptions: {branch: dev}}")).PlanOrThrow().Find("a.artifact")!.Job;

        Assert.Equal(("https://example.com/code.git", "dev"), (git.Endpoint, git.Ref));
    }

    [Fact]
    public void Plan_OverriddenListAndNull_ReplaceAndTakeAway()
    {
        const string template = "providerOptions: {openTofu: {timeoutSeconds: 77, varFiles: [a, b]}}\noverrides: {allowedPaths: [providerOptions.openTofu]}";
        var activity = Documents.Plan(With(template, "{providerOptions: {openTofu: {timeoutSeconds: null, varFiles: [c]}}}")).PlanOrThrow().Find("a.tofu")!;

        Assert.Equal((PlanDefaults.OpenTofuSeconds, "c"), (activity.Timeouts.StartToCloseSeconds, string.Join(' ', ((OpenTofuPlan)activity.Job).VarFiles)));
    }

    [Fact]
    public void Plan_HandlerByName_ReplacesTheInlineOne()
    {
        var catalog = new Catalog([
            .. With(
                "providerOptions: {workflowHandler: {data: {config: {type: container, container: {image: old}}}}}\noverrides: {allowedPaths: [providerOptions]}",
                "{providerOptions: {workflowHandler: {name: h}}}").Documents,
            Documents.One(Documents.Doc("eaas.envmgmt.io/v1", "WorkflowHandler", "h", "config: {type: container, container: {image: new}}"))]);

        Assert.Equal("new", ((OpenTofuPlan)Documents.Plan(catalog).PlanOrThrow().Find("a.tofu")!.Job).Image);
    }

    [Fact]
    public void Plan_UnknownFieldWithinAnOverride_IsWarnedOfThere()
    {
        var findings = Documents.Plan(With("oddity: 1\noverrides: {allowedPaths: [repositoryOptions]}", "{repositoryOptions: {brnch: dev}}")).Findings;

        var finding = Assert.Single(findings, finding => finding.Message.Contains("The field is not known", StringComparison.Ordinal));
        Assert.Equal((Severity.Warning, "EnvironmentTemplate/et", "spec.resources[0].overrides.values.repositoryOptions.brnch"), (finding.Severity, finding.Subject, finding.FieldPath));
        Assert.Contains("Did you mean 'branch'?", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("providerOptions.openTofu", "{providerOptions: {openTofu: {timeoutSeconds: -3}}}", "The time limit must be between")]
    [InlineData("variables", "{variables: [{name: v, valueType: expression, value: '#{environment.nmae}#'}]}", "Did you mean 'name'?")]
    public void Plan_OverrideThatIsWrong_IsPlacedWithTheOverride(string allowed, string values, string message)
    {
        var environmentTemplate = DocumentReader.Read(Documents.EnvironmentTemplate($"resources: [{{name: a, overrides: {{values: {values}}}}}]"), "et.yaml").Documents[0];
        var catalog = With($"variables: [{{name: v, value: x}}]\nproviderOptions: {{openTofu: {{timeoutSeconds: 5}}}}\noverrides: {{allowedPaths: [{allowed}]}}", "{}");
        var findings = Documents.Plan(new([.. catalog.Documents.Where(each => each.Kind != "EnvironmentTemplate"), environmentTemplate])).Findings;

        Assert.Equal("et.yaml", Assert.Single(findings, finding => finding.Message.Contains(message, StringComparison.Ordinal)).Place?.Source);
    }
}
