namespace Actors.Grains.Tests.Hosting;

/// <summary>Small documents.</summary>
internal static class TestDocuments
{
    private const string Group = "eaas.envmgmt.io/v1";

    /// <summary>The environment that the documents describe.</summary>
    public const string Environment = "env";

    /// <summary>A diamond of functions: a, then b and c, then d; each but the first reads what the one before has put out.</summary>
    public static string[] Diamond =>
    [
        Custom("a"),
        Custom("b", Reads("from", "a")),
        Custom("c", Reads("from", "a")),
        Custom("d", $"{Reads("left", "b")}\n{Reads("right", "c")}"),
        Template("resources: [{name: a}, {name: b, dependsOn: [{name: a}]}, {name: c, dependsOn: [{name: a}]}, {name: d, dependsOn: [{name: b}, {name: c}]}]"),
        EnvironmentDocument(),
        Agent(),
    ];

    /// <summary>One function, called <c>a.task.run</c>.</summary>
    public static string[] Single => [Custom("a"), Template("resources: [{name: a}]"), EnvironmentDocument(), Agent()];

    /// <summary>A repository's checkout and OpenTofu with our own backend: <c>net.artifact</c>, then <c>net.tofu</c>.</summary>
    public static string[] Tofu =>
    [
        Document("integrations.k8smgmt.io/v3", "Repository", "code", "type: Git\nendpoint: https://example.com/code.git"),
        Document(Group, "ResourceTemplate", "net",
            "provider: opentofu\nrepositoryOptions: {name: code, directoryPath: net}\nproviderOptions: {openTofu: {backendType: system}}"),
        Template("resources: [{name: net}]"),
        EnvironmentDocument(),
        Agent(),
    ];

    /// <summary>OpenTofu resources <c>net</c> and <c>app</c>, which reads the output <c>id</c> of <c>net</c> and the value <c>zone</c> of the system resource <c>set</c>, and a function <c>tell</c>.</summary>
    public static string[] Planned(string zone = "one") =>
    [
        Document("integrations.k8smgmt.io/v3", "Repository", "code", "type: Git\nendpoint: https://example.com/code.git"),
        Document(Group, "ResourceTemplate", "net", "provider: opentofu\nrepositoryOptions: {name: code, directoryPath: net}"),
        Document(Group, "ResourceTemplate", "app", """
            provider: opentofu
            repositoryOptions: {name: code, directoryPath: app}
            variables:
              - {name: id, valueType: expression, value: '$(resource["net"].output.id.value)$'}
              - {name: zone, valueType: expression, value: '$(resource["set"].output.zone.value)$'}
            """),
        Document(Group, "ResourceTemplate", "set", $"provider: system\nvariables: [{{name: zone, value: {zone}}}]"),
        Custom("tell"),
        Template("resources: [{name: net}, {name: set}, {name: app, dependsOn: [{name: net}, {name: set}]}, {name: tell, dependsOn: [{name: app}]}]"),
        EnvironmentDocument(),
        Agent(),
    ];

    public static string Custom(string name, string variables = "") => Document(Group, "ResourceTemplate", name,
        """
        provider: custom
        providerOptions:
          custom:
            reverseOnDestroy: true
            tasks:
              - name: run
                workflowHandler: {data: {config: {type: function, function: {language: bash, source: "echo"} } } }
        variables:
          - {name: plain, value: text}
        """ + (variables.Length == 0 ? "" : "\n" + variables));

    /// <summary>A variable that reads the output <c>value</c> of another resource.</summary>
    public static string Reads(string name, string resource, string output = "value") =>
        $"  - {{name: {name}, valueType: expression, value: '$(resource[\"{resource}\"].output.tasks.run.{output})$'}}";

    public static string Template(string spec, string agent = "one") => Document(Group, "EnvironmentTemplate", "et", $"{spec}\nagents: [{{name: {agent}}}]");

    public static string EnvironmentDocument(string name = Environment) => Document(Group, "Environment", name, "template: {name: et}");

    /// <summary>The environment with a value of its destroy protection.</summary>
    public static string Protected(string value) =>
        EnvironmentDocument().Replace("spec:\n", $"  annotations: {{actors.destroy-protection: {value}}}\nspec:\n", StringComparison.Ordinal);

    public static string Agent(int workers = 4, string name = "one") =>
        Document("gitops.k8smgmt.io/v3", "Agent", name, $"type: Docker\nconfig: {{environment: {{numWorkers: {workers}}}}}");

    public static string Document(string apiVersion, string kind, string name, string spec) =>
        $"apiVersion: {apiVersion}\nkind: {kind}\nmetadata:\n  name: {name}\nspec:\n" + string.Join('\n', spec.Split('\n').Select(line => "  " + line)) + "\n";
}
