namespace Actors.Cluster.Support;

/// <summary>Documents for tests: environments of functions whose bash source the test gives.</summary>
internal static class Documents
{
    public static string Agent(string name = "local", int workers = 10) => $$"""
        apiVersion: gitops.k8smgmt.io/v3
        kind: Agent
        metadata: { name: {{name}} }
        spec:
          type: Docker
          active: true
          config: { environment: { numWorkers: {{workers}} } }
        ---

        """;

    /// <summary>A resource template with one function task.</summary>
    public static string Resource(string name, string source, string variables = "[]") => $$"""
        apiVersion: eaas.envmgmt.io/v1
        kind: ResourceTemplate
        metadata: { name: {{name}} }
        spec:
          version: v1
          provider: custom
          variables: {{variables}}
          providerOptions:
            custom:
              tasks:
                - name: run
                  type: workflowHandler
                  workflowHandler:
                    data:
                      config:
                        type: function
                        timeoutSeconds: 300
                        function:
                          name: {{name}}
                          language: bash
                          source: |
        {{string.Join(Environment.NewLine, source.ReplaceLineEndings("\n").Split('\n').Select(line => new string(' ', 20) + line))}}
        ---

        """;

    /// <summary>A template and an environment of it. Agents are separated by spaces; each resource is <c>name</c> or <c>name: dependency</c>.</summary>
    public static string Of(string name, string agents, params string[] resources) => $$"""
        apiVersion: eaas.envmgmt.io/v1
        kind: EnvironmentTemplate
        metadata: { name: {{name}} }
        spec:
          version: v1
          agents: [{{string.Join(", ", agents.Split(' ').Select(agent => $"{{name: {agent}}}"))}}]
          resources: [{{string.Join(", ", resources.Select(Entry))}}]
        ---
        apiVersion: eaas.envmgmt.io/v1
        kind: Environment
        metadata: { name: {{name}} }
        spec:
          template: { name: {{name}}, version: v1 }
        ---

        """;

    private static string Entry(string resource)
    {
        var parts = resource.Split(": ");
        return parts.Length == 1 ? $"{{name: {parts[0]}}}" : $"{{name: {parts[0]}, dependsOn: [{{name: {parts[1]}}}]}}";
    }
}
