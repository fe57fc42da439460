using Actors.Templates.Planning;
using Actors.Templates.Reading;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

public sealed class VersionTests
{
    private static Catalog Catalog(params string[] more) => Documents.Catalog([Resource("v1"), Template("v1"), Documents.Environment(), .. more]);

    private static string Resource(string version, string state = "active") => Documents.Custom("r", $"version: {version}\nversionState: {state}\nvariables: [{{name: x, value: of-{version}}}]");

    private static string Template(string version, string state = "active", string resource = "{name: r}") =>
        Documents.EnvironmentTemplate($"version: {version}\nversionState: {state}\nresources: [{resource}]\nvariables: [{{name: t, value: of-{version}}}]");

    private static PlanResult Plan(Catalog catalog, Launch? launch = null, long revision = 1, RunKind kind = RunKind.Deploy) => RunPlanner.Plan(new()
    {
        RunKind = kind, Environment = catalog.Find("Environment", "prod")!, Catalog = catalog, Facts = Documents.Facts, Launch = launch, Revision = revision,
    });

    private static string Errors(PlanResult result)
    {
        Assert.Null(result.Plan);
        return string.Join('\n', result.Findings.Where(finding => finding.Severity == Severity.Error));
    }

    private static ResourceDocument Doc(string spec, string labels = "{}") => Documents.One(
        $"apiVersion: eaas.envmgmt.io/v1\nkind: ResourceTemplate\nmetadata: {{name: r, labels: {labels}}}\nspec: {{provider: custom, {spec}}}\n");

    [Theory]
    [InlineData("version: v1, variables: [{name: a, value: y}]", "spec.variables", "does not change")]
    [InlineData("version: v1, variables: [{name: a, value: x}], agents: [{name: one}]", "spec.agents", "new spec.version")]
    [InlineData("version: v1, variables: [{name: a, value: x}], versionState: draft", "spec.versionState", "cannot become a draft")]
    public void CheckChange_OfAnActiveVersion_IsRefusedAtItsField(string spec, string path, string expected)
    {
        var finding = Assert.Single(VersionRules.CheckChange(Doc("version: v1, variables: [{name: a, value: x}]"), Doc(spec)));

        Assert.Equal((Severity.Error, path), (finding.Severity, finding.FieldPath));
        Assert.Contains(expected, finding.Message, StringComparison.Ordinal);
        Assert.Contains("'v1' of ResourceTemplate/r", finding.Message, StringComparison.Ordinal);
        Assert.NotEmpty(VersionRules.CheckChange(Doc("version: v1, versionState: disabled, variables: [{name: a, value: x}]"), Doc(spec)));
        Assert.Empty(VersionRules.CheckChange(Doc("version: v1, versionState: draft, variables: [{name: a, value: x}]"), Doc(spec)));
    }

    [Theory]
    [InlineData("version: v1, variables: [{name: a, value: x}]")]
    [InlineData("version: v1, variables: [{name: a, value: x}], versionState: ACTIVE")]
    [InlineData("version: v1, variables: [{name: a, value: x}], versionState: disabled, sharing: {enabled: true}")]
    public void CheckChange_OfWhatMayChange_IsFine(string spec) =>
        Assert.Empty(VersionRules.CheckChange(Doc("version: v1, variables: [{name: a, value: x}]"), Doc(spec, "{team: a}")));

    [Fact]
    public void CheckChange_TemplateWithoutAVersion_MayChange() => Assert.Empty(VersionRules.CheckChange(Doc("agents: []"), Doc("agents: [{name: one}]")));

    [Fact]
    public void Check_UnknownState_IsAnError() =>
        Assert.Contains(ReferenceCheck.Check(Doc("versionState: retired"), new()), finding => finding.FieldPath == "spec.versionState" && finding.Severity == Severity.Error);

    [Theory]
    [InlineData("v1", "version 'v2' of ResourceTemplate/r is taken, not 'v1'")]
    [InlineData("v9", "version 'v2' of ResourceTemplate/r is taken, not 'v9'")]
    [InlineData("v3", "version 'v2' of ResourceTemplate/r is taken, not 'v3'")]
    [InlineData("v2", null)]
    [InlineData("' v2 '", null)]
    [InlineData("''", null)]
    public void Check_VersionOfADependencyWhoseResourceNamesNone_IsHeldAgainstWhatIsTaken(string version, string? expected)
    {
        var template = Documents.One(Template("v1", resource: "{name: r}, {name: other, dependsOn: [{name: r, version: " + version + "}]}"));

        var findings = ReferenceCheck.Check(template, Catalog(Resource("v2"), Resource("v3", "draft"), Documents.Custom("other"))).Where(each => each.FieldPath == "spec.resources[1].dependsOn[0].version").ToList();

        Assert.Equal(expected is null ? 0 : 1, findings.Count);
        Assert.All(findings, finding => Assert.Contains(expected!, finding.Message, StringComparison.Ordinal));
        Assert.All(findings, finding => Assert.Equal(Severity.Warning, finding.Severity));
    }

    [Fact]
    public void Plan_NewActiveVersions_ReachTheEnvironmentWithItsNextUpdateOnly()
    {
        var launch = Plan(Catalog()).Launch!;
        var later = Catalog(Resource("v2"), Template("v2"));

        var kept = Plan(later, launch);
        var updated = Plan(later, launch, revision: 2);

        Assert.Equal(("v1", "v1"), (launch.Version, launch.Resources["r"]));
        Assert.Equal(("v1", "v1"), (kept.Launch!.Version, kept.Launch.Resources["r"]));
        Assert.Equal(("v2", "v2", 2), (updated.Launch!.Version, updated.Launch.Resources["r"], updated.Launch.Revision));
        Assert.Equal("of-v1", ((FunctionPlan)kept.PlanOrThrow().Activities[0].Job).Inputs.Variables[0].Value);
        Assert.Equal("of-v2", ((FunctionPlan)updated.PlanOrThrow().Activities[0].Job).Inputs.Variables[0].Value);
    }

    [Fact]
    public void Plan_Destroy_TakesDownWhatWasLaunched()
    {
        var launch = Plan(Catalog()).Launch!;
        var later = Catalog(Resource("v2"), Template("v2"));

        var plan = Plan(later, launch, revision: 2, RunKind.Destroy).PlanOrThrow();

        Assert.Equal("of-v1", ((FunctionPlan)plan.Activities[0].Job).Inputs.Variables[0].Value);
    }

    [Theory]
    [InlineData("EnvironmentTemplate/et")]
    [InlineData("ResourceTemplate/r")]
    public void Plan_DisabledVersion_IsRefusedForLaunchAndUpdateButGoesOn(string which)
    {
        var launch = Plan(Catalog()).Launch!;
        var isTemplate = which.StartsWith('E');
        var named = Documents.Catalog(
            Resource("v1", isTemplate ? "active" : "disabled"),
            Template("v1", isTemplate ? "disabled" : "active", "{name: r, resourceOptions: {version: v1}}"),
            Documents.Doc("eaas.envmgmt.io/v1", "Environment", "prod", "template: {name: et, version: v1}"));

        Assert.Contains($"Version 'v1' of {which} is disabled", Errors(Plan(named)), StringComparison.Ordinal);
        Assert.Contains($"Version 'v1' of {which} is disabled", Errors(Plan(named, launch, revision: 2)), StringComparison.Ordinal);
        Assert.Contains(Plan(named, launch).Findings, finding => finding.Severity == Severity.Warning && finding.Message.Contains("is disabled", StringComparison.Ordinal));
        Assert.NotNull(Plan(named, launch).Plan);
        Assert.NotNull(Plan(named, launch, revision: 2, RunKind.Destroy).Plan);
        Assert.NotNull(Plan(named, null, kind: RunKind.Destroy).Plan);
    }

    [Fact]
    public void Plan_AllVersionsDisabled_BlankVersionSaysThatNoneIsActive()
    {
        var catalog = Documents.Catalog(Resource("v1"), Template("v1", "disabled"), Documents.Environment());

        Assert.Contains("has no active version", Errors(Plan(catalog)), StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_LaunchedVersionThatIsGone_SaysSo()
    {
        var launch = Plan(Catalog()).Launch! with { Version = "v0" };

        Assert.Contains("launched with version 'v0' of EnvironmentTemplate/et, which is not there any more", Errors(Plan(Catalog(), launch)), StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_Draft_IsLaunchedByNameOnly()
    {
        var catalog = Catalog(Template("v2", "draft"));
        var byName = Catalog(Template("v2", "draft"));
        byName.Add(Documents.One(Documents.Doc("eaas.envmgmt.io/v1", "Environment", "prod", "template: {name: et, version: v2}")));

        Assert.Equal("v1", Plan(catalog).Launch!.Version);
        Assert.Equal("v2", Plan(byName).Launch!.Version);
        Assert.Contains(Plan(byName).Findings, finding => finding.Message.Contains("is a draft", StringComparison.Ordinal));
    }

    [Fact]
    public void Check_TemplateWhoseResourceHasNoActiveVersion_CanStillBeApplied()
    {
        var catalog = Documents.Catalog(Resource("v1", "disabled"), Template("v1"));

        var findings = ReferenceCheck.Check(catalog.Find("EnvironmentTemplate", "et")!, catalog);

        Assert.All(findings, finding => Assert.Equal(Severity.Warning, finding.Severity));
        Assert.NotEmpty(findings);
    }

    [Fact]
    public void Check_StoredEnvironmentOnADisabledVersion_IsAWarningUntilItIsAppliedAgain()
    {
        var launch = Plan(Catalog()).Launch!;
        var catalog = Documents.Catalog(Resource("v1"), Template("v1", "disabled"), Documents.Doc("eaas.envmgmt.io/v1", "Environment", "prod", "template: {name: et, version: v1}"));
        var environment = catalog.Find("Environment", "prod")!;

        Assert.DoesNotContain(ReferenceCheck.Check(environment, catalog, launch, revision: 1), finding => finding.Severity == Severity.Error);
        Assert.Contains(ReferenceCheck.Check(environment, catalog, launch), finding => finding.Severity == Severity.Error && finding.FieldPath == "spec.template.version");
    }

    // What is stored of an environment is checked by itself and by what a deploy would find.
    [Theory]
    [InlineData("draft", true)]
    [InlineData("disabled", true)]
    [InlineData("disabled", false)]
    public void CheckAndCheckDeploy_StateOfAVersion_IsToldOnce(string state, bool isLaunched)
    {
        var launch = isLaunched ? Plan(Catalog()).Launch! : null;
        var catalog = Documents.Catalog(Resource("v1"), Template("v1", state), Documents.Doc("eaas.envmgmt.io/v1", "Environment", "prod", "template: {name: et, version: v1}"));
        var environment = catalog.Find("Environment", "prod")!;

        var findings = ReferenceCheck.Check(environment, catalog, launch, revision: 1).Union(ReferenceCheck.CheckDeploy(environment, catalog, launch, revision: 1));

        Assert.Equal("spec.template.version", Assert.Single(findings, finding => finding.Message.Contains($"is {(state == "draft" ? "a " : "")}{state}", StringComparison.Ordinal)).FieldPath);
    }

    [Theory]
    [InlineData("x", true)]
    [InlineData("y", false)]
    [InlineData(null, false)]
    public void Plan_ImmutableValue_MayNotChangeAfterTheFirstDeploy(string? value, bool isFine)
    {
        static Catalog Of(string? value) => Documents.Catalog(
            Documents.Custom("r", "variables: [{name: zone, options: {immutable: true, sensitive: true}}, {name: free}]"),
            Documents.EnvironmentTemplate("resources: [{name: r}]"),
            Documents.Environment($"variables: [{{name: free, value: '{Guid.NewGuid()}'}}{(value is null ? "" : $", {{name: zone, value: '{value}-planted'}}")}]"));
        var launch = Plan(Of("x")).Launch!;

        var result = Plan(Of(value), launch, revision: 2);

        Assert.DoesNotContain("planted", System.Text.Json.JsonSerializer.Serialize(launch), StringComparison.Ordinal);
        Assert.Equal(isFine, result.Plan is not null);
        if (!isFine)
        {
            var error = Errors(result);
            Assert.Contains("'zone' of the resource 'r' is immutable, as ResourceTemplate/r spec.variables[0] demands", error, StringComparison.Ordinal);
            Assert.Contains("Environment/prod spec.variables[1].value", error, StringComparison.Ordinal);
            Assert.DoesNotContain("planted", error, StringComparison.Ordinal);
            Assert.Contains(ReferenceCheck.Check(Of(value).Find("Environment", "prod")!, Of(value), launch), finding => finding.Message.Contains("is immutable", StringComparison.Ordinal));
        }
    }
}
