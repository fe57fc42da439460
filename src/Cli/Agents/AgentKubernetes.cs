using System.Net;

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
        var settings = $"        - name: {own}Project\n          value: \"{agent.Project}\"\n";
        if (agent.Ca is not null)
        {
            settings += $"        - name: Actors__ControllerCaFile\n          value: {CaPath}\n        - name: {own}CaFile\n          value: {CaPath}\n";
        }

        var text = PrintedFile.Read("kubernetes.yaml")
            .Replace("actors-agents", target, StringComparison.Ordinal)
            .Replace("Actors__Agents__local__", own, StringComparison.Ordinal)
            .Replace("http://actors.actors.svc:8080", $"\"{AgentDeployment.Text(agent.Controller)}\"", StringComparison.Ordinal)
            .Replace("http://actors.actors.svc:8081", $"\"{AgentDeployment.Text(agent.Workers)}\"", StringComparison.Ordinal)
            .Replace("image: actors/silo:0.1.0", $"image: \"{agent.Image}\"", StringComparison.Ordinal)
            .Replace("        - name: Actors__Controller\n", $"{settings}        - name: Actors__Controller\n", StringComparison.Ordinal)
            .Replace("  egress:\n", $"  egress:\n{Way(agent.Workers)}", StringComparison.Ordinal);
        return $"{(agent.Warning is { } warning ? $"# {warning}\n" : "")}# {agent.Title}. It holds the token: keep it as you keep the token.\n{text}---\n{Secret(agent, target, token)}";
    }

    /// <summary>The worker listener may be in a private network, which workers do not reach otherwise. Of a name nobody knows here where it leads.</summary>
    private static string Way(Uri workers) => IPAddress.TryParse(workers.DnsSafeHost, out var ip)
        ? $"  - ports:\n    - port: {workers.Port}\n      protocol: TCP\n    to:\n    - ipBlock:\n        cidr: {ip}/{ip.GetAddressBytes().Length * 8}\n"
        : "";

    private static string Secret(AgentDeployment agent, string target, string token) =>
        $"apiVersion: v1\nkind: Secret\nmetadata:\n  labels:\n    app.kubernetes.io/part-of: actors\n  name: actors-agent\n  namespace: {target}\nstringData:\n  token: \"{token}\"\n"
        + (agent.Ca is null ? "" : $"  ca.pem: |\n{PrintedFile.Indented(agent.Ca, 4)}");
}
