using Actors.Templates.Reading;

namespace Actors.Cli.Agents;

/// <summary>A compose file for an agent. The token is in a file beside it, as everybody who may see a container sees what is in its compose file.</summary>
internal static class AgentCompose
{
    private const string CaPath = "/run/secrets/ca";

    /// <summary>The file.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="tokenFile">Name of the token's file.</param>
    /// <param name="caFile">Name of the authority's file; null: none.</param>
    public static string Write(AgentDeployment agent, string tokenFile, string? caFile)
    {
        var values = new Dictionary<string, string>
        {
            ["{title}"] = agent.Title,
            ["{controller}"] = AgentDeployment.Setting(AgentDeployment.Text(agent.Controller)),
            ["{workers}"] = AgentDeployment.Setting(AgentDeployment.Text(agent.Workers)),
            ["{agent}"] = agent.Agent,
            ["{project}"] = AgentDeployment.Setting(agent.Project),
            ["{image}"] = AgentDeployment.Setting(agent.Image),
            ["{beside}"] = tokenFile,
            ["{file}"] = YamlText.Quote($"./{tokenFile}"),
        };
        if (agent.Warning is not null)
        {
            values["      Actors__Controller: "] = "      Actors__PlainHttp: private\n      Actors__Controller: ";
        }

        if (caFile is null)
        {
            return agent.WarningLine + PrintedFile.Fill("compose.yaml", values);
        }

        values["    healthcheck:\n"] = $"      Actors__ControllerCaFile: {CaPath}\n      Actors__Agents__{agent.Agent}__CaFile: {CaPath}\n    healthcheck:\n";
        values["secrets: [token]"] = "secrets: [token, ca]";
        return agent.WarningLine + PrintedFile.Fill("compose.yaml", values) + $"  ca:\n    file: {YamlText.Quote($"./{caFile}")}\n";
    }
}
