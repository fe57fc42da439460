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

    /// <summary>Eight resources, some with several parents.</summary>
    public static string Eight => Project("shop", """
        resources:
          - {name: portal, dependsOn: [{name: gateway}, {name: database}, {name: queue}]}
          - {name: gateway, dependsOn: [{name: cluster}]}
          - {name: cluster, dependsOn: [{name: network}, {name: iam}]}
          - {name: database, dependsOn: [{name: network}, {name: storage}]}
          - {name: queue, dependsOn: [{name: network}]}
          - {name: network}
          - {name: storage}
          - {name: iam}
        """, "portal", "gateway", "cluster", "database", "queue", "network", "storage", "iam");

    /// <summary>One resource with hooks, an action and a schedule.</summary>
    public static string WithHooks => Project("web", """
        resources: [{name: app}]
        hooks: {onInit: [{name: ask, type: approval, executeOnce: true}]}
        actions: [{name: restart, type: workflows, workflows: {tasks: [{name: now, type: script, options: {script: {script: echo}}}]}}]
        schedules: [{name: nightly, type: destroy, cadence: {cronExpression: "0 0 * * *"}}]
        """, "app");

    private static string Project(string template, string spec, params string[] resources) => string.Join(
        "\n---\n",
        [
            $"{{apiVersion: eaas.envmgmt.io/v1, kind: Environment, metadata: {{name: demo}}, spec: {{template: {{name: {template}}}, agents: [{{name: local}}]}}}}",
            $"apiVersion: eaas.envmgmt.io/v1\nkind: EnvironmentTemplate\nmetadata: {{name: {template}}}\nspec:\n  {spec.Replace("\n", "\n  ", StringComparison.Ordinal)}",
            .. resources.Select(name => $$$"""
                apiVersion: eaas.envmgmt.io/v1
                kind: ResourceTemplate
                metadata: {name: {{{name}}}}
                spec:
                  provider: custom
                  providerOptions: {custom: {reverseOnDestroy: true, tasks: [{name: run, workflowHandler: {name: hello} }] } }
                  hooks: {onFailure: [{name: cry, type: script, options: {script: {script: echo} } }] }
                """),
            Handler,
            Agent,
        ]);

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
