namespace Actors.Cluster.Samples;

/// <summary>Environments of one function that needs a package; the agent is that of the samples.</summary>
internal static class PackageDocuments
{
    /// <summary>The documents.</summary>
    /// <param name="index">Address of the package index.</param>
    /// <param name="host">Its host, which pip is to trust without TLS.</param>
    /// <param name="environments">Their names.</param>
    public static string Of(string index, string host, params string[] environments) => $$$"""
        apiVersion: gitops.k8smgmt.io/v3
        kind: Agent
        metadata: {name: local, annotations: {actors.single-agent: accepted}}
        spec: {type: Docker, active: true}
        ---
        apiVersion: eaas.envmgmt.io/v1
        kind: WorkflowHandler
        metadata: {name: packages}
        spec:
          config:
            type: function
            timeoutSeconds: 240
            function:
              language: python
              functionDependencies: [actors-probe==1.5]
              source: |
                import actors_probe

                def handle(logger, request):
                    return {"version": actors_probe.VERSION}
        ---
        apiVersion: eaas.envmgmt.io/v1
        kind: ResourceTemplate
        metadata: {name: probe}
        spec:
          provider: custom
          providerOptions: {custom: {tasks: [{name: ask, workflowHandler: {name: packages}}]}}
          contexts:
            - name: index
              data:
                envs:
                  - {key: PIP_INDEX_URL, value: "{{{index}}}"}
                  - {key: PIP_TRUSTED_HOST, value: "{{{host}}}"}
        ---
        apiVersion: eaas.envmgmt.io/v1
        kind: EnvironmentTemplate
        metadata: {name: packages}
        spec: {resources: [{name: probe}]}
        """ + string.Concat(environments.Select(environment => $$$"""

        ---
        apiVersion: eaas.envmgmt.io/v1
        kind: Environment
        metadata: {name: {{{environment}}}, annotations: {actors.single-agent: accepted}}
        spec: {template: {name: packages}, agents: [{name: local}]}
        """));
}
