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

    public static string Agent(int workers = 4, string name = "one") =>
        Document("gitops.k8smgmt.io/v3", "Agent", name, $"type: Docker\nconfig: {{environment: {{numWorkers: {workers}}}}}");

    public static string Document(string apiVersion, string kind, string name, string spec) =>
        $"apiVersion: {apiVersion}\nkind: {kind}\nmetadata:\n  name: {name}\nspec:\n" + string.Join('\n', spec.Split('\n').Select(line => "  " + line)) + "\n";
}
