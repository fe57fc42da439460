using Actors.Templates.Planning;
using Actors.Templates.Reading;

namespace Actors.Templates.Tests.Support;

/// <summary>Short ways to documents for tests.</summary>
internal static class Documents
{
    public static EnvironmentFacts Facts { get; } = new()
    {
        Organisation = "default",
        Project = "demo",
        EnvironmentId = "env-1",
        EnvironmentName = "prod",
        RunId = "run-1",
    };

    public static ResourceDocument One(string yaml)
    {
        var result = DocumentReader.Read(yaml, "test.yaml");
        return result.HasErrors ? throw new DocumentException(result.Findings) : Assert.Single(result.Documents);
    }

    public static Catalog Catalog(params string[] yamls) => new(yamls.Select(One));

    public static PlanResult Plan(Catalog catalog, RunKind kind = RunKind.Deploy, string environment = "prod") => RunPlanner.Plan(new()
    {
        RunKind = kind,
        Environment = catalog.Find("Environment", environment)!,
        Catalog = catalog,
        Facts = Facts,
    });

    public static string Environment(string spec = "") => Doc("eaas.envmgmt.io/v1", "Environment", "prod", "template: {name: et}\n" + spec);

    public static string EnvironmentTemplate(string spec) => Doc("eaas.envmgmt.io/v1", "EnvironmentTemplate", "et", spec);

    /// <summary>A custom resource template with one inline bash task called run.</summary>
    public static string Custom(string name, string spec = "", bool reverse = true) => Doc(
        "eaas.envmgmt.io/v1",
        "ResourceTemplate",
        name,
        $$"""
        provider: custom
        providerOptions:
          custom:
            reverseOnDestroy: {{(reverse ? "true" : "false")}}
            tasks:
              - name: run
                workflowHandler: {data: {config: {type: function, function: {language: bash, source: "echo"} } } }
        {{spec}}
        """);

    public static string Tofu(string name, string spec = "") => Doc(
        "eaas.envmgmt.io/v1",
        "ResourceTemplate",
        name,
        $$"""
        provider: opentofu
        repositoryOptions: {name: code, directoryPath: {{name}}}
        {{spec}}
        """);

    public static string Repository() =>
        Doc("integrations.k8smgmt.io/v3", "Repository", "code", "endpoint: https://example.com/code.git\ncredentials: {username: me, password: hunter22}");

    /// <summary>The GlobalSettings of a level.</summary>
    public static ResourceDocument Settings(string spec, string project = "demo", string annotations = "{}") => One(
        $"apiVersion: paas.envmgmt.io/v1\nkind: GlobalSettings\nmetadata: {{name: default, project: '{project}', annotations: {annotations}}}\nspec:\n"
        + string.Join('\n', spec.Split('\n').Select(line => "  " + line)) + "\n");

    public static string Agent(string name) => Doc("gitops.k8smgmt.io/v3", "Agent", name, "type: Docker");

    public static string Doc(string apiVersion, string kind, string name, string spec) =>
        $"apiVersion: {apiVersion}\nkind: {kind}\nmetadata:\n  name: {name}\nspec:\n" + string.Join('\n', spec.Split('\n').Select(line => "  " + line)) + "\n";
}
