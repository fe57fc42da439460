using System.Net;
using System.Text.Json.Nodes;
using Actors.Templates.Reading;

namespace Actors.Cli.Agents;

/// <summary>Manifests for an agent: the overlay <c>deploy/kubernetes/overlays/agent</c> with its values, and the token as a Secret.</summary>
internal static class AgentKubernetes
{
    private const string CaPath = "/secrets/ca.pem";

    /// <summary>The manifests.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="target">Namespace of the agent and its workers.</param>
    /// <param name="token">The token.</param>
    public static string Write(AgentDeployment agent, string target, string token)
    {
        var own = $"Actors__Agents__{agent.Agent}__";
        var settings = $"        - name: {own}Project\n          value: {AgentDeployment.Setting(agent.Project)}\n";
        if (agent.Ca is not null)
        {
            settings += $"        - name: Actors__ControllerCaFile\n          value: {CaPath}\n        - name: {own}CaFile\n          value: {CaPath}\n";
        }

        var text = PrintedFile.Fill("kubernetes.yaml", new Dictionary<string, string>
        {
            ["actors-agents"] = YamlText.Quote(target),
            ["Actors__Agents__local__"] = own,
            ["http://actors.actors.svc:8080"] = AgentDeployment.Setting(AgentDeployment.Text(agent.Controller)),
            ["http://actors.actors.svc:8081"] = AgentDeployment.Setting(AgentDeployment.Text(agent.Workers)),
            ["image: actors/silo:0.1.0"] = $"image: {YamlText.Quote(agent.Image)}",
            ["        - name: Actors__Controller\n"] = $"{settings}        - name: Actors__Controller\n",
            ["  egress:\n"] = $"  egress:\n{Way(agent.Workers)}",
        });
        return $"{agent.WarningLine}# {agent.Title}. It holds the token: keep it as you keep the token.\n{text}---\n{YamlText.Write(Secret(agent, target, token))}";
    }

    /// <summary>The worker listener may be in a private network, which workers do not reach otherwise. Of a name nobody knows here where it leads.</summary>
    private static string Way(Uri workers) => IPAddress.TryParse(workers.DnsSafeHost, out var ip)
        ? $"  - ports:\n    - port: {workers.Port}\n      protocol: TCP\n    to:\n    - ipBlock:\n        cidr: {YamlText.Quote($"{ip}/{ip.GetAddressBytes().Length * 8}")}\n"
        : "";

    private static JsonObject Secret(AgentDeployment agent, string target, string token)
    {
        var data = new JsonObject { ["token"] = token };
        if (agent.Ca is not null)
        {
            data["ca.pem"] = agent.Ca.ReplaceLineEndings("\n");
        }

        return new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["metadata"] = new JsonObject
            {
                ["labels"] = new JsonObject { ["app.kubernetes.io/part-of"] = "actors" }, ["name"] = "actors-agent", ["namespace"] = target,
            },
            ["stringData"] = data,
        };
    }
}
