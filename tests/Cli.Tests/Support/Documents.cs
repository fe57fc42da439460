namespace Actors.Cli.Tests.Support;

/// <summary>Documents of a small project: two resources, the second depends on the first. Given in an order that cannot be applied as it is.</summary>
internal static class Documents
{
    public const string Environment = """
        apiVersion: eaas.envmgmt.io/v1
        kind: Environment
        metadata:
          name: demo
          annotations: {actors.single-agent: accepted}
        spec:
          template:
            name: pair
            version: v1
          agents:
            - name: local
        """;

    public const string Template = """
        apiVersion: eaas.envmgmt.io/v1
        kind: EnvironmentTemplate
        metadata:
          name: pair
        spec:
          version: v1
          resources:
            - {name: first, kind: resourcetemplate, type: dynamic, resourceOptions: {version: v1}}
            - {name: second, kind: resourcetemplate, type: dynamic, resourceOptions: {version: v1}, dependsOn: [{name: first}]}
        """;

    public const string Agent = """
        apiVersion: gitops.k8smgmt.io/v3
        kind: Agent
        metadata:
          name: local
        spec:
          type: Docker
        """;

    public const string Handler = """
        apiVersion: eaas.envmgmt.io/v1
        kind: WorkflowHandler
        metadata:
          name: hello
        spec:
          config:
            type: function
            function:
              name: hello
              language: bash
              source: echo '{}' >"$ACTORS_OUTPUT"
        """;

    public static string All => string.Join("\n---\n", Environment, Template, Resource("first"), Resource("second"), Handler, Agent);

    public static string Resource(string name) => $$"""
        apiVersion: eaas.envmgmt.io/v1
        kind: ResourceTemplate
        metadata:
          name: {{name}}
        spec:
          version: v1
          provider: custom
          providerOptions:
            custom:
              tasks:
                - name: run
                  type: workflowHandler
                  workflowHandler:
                    name: hello
        """;
}
