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
        var text = PrintedFile.Read("compose.yaml")
            .Replace("{title}", agent.Title, StringComparison.Ordinal)
            .Replace("{controller}", Escaped(AgentDeployment.Text(agent.Controller)), StringComparison.Ordinal)
            .Replace("{workers}", Escaped(AgentDeployment.Text(agent.Workers)), StringComparison.Ordinal)
            .Replace("{agent}", agent.Agent, StringComparison.Ordinal)
            .Replace("{project}", Escaped(agent.Project), StringComparison.Ordinal)
            .Replace("{image}", Escaped(agent.Image), StringComparison.Ordinal)
            .Replace("{file}", tokenFile, StringComparison.Ordinal);
        if (agent.Warning is { } warning)
        {
            text = $"# {warning}\n{text}".Replace("      Actors__Controller: ", "      Actors__PlainHttp: private\n      Actors__Controller: ", StringComparison.Ordinal);
        }

        return caFile is null ? text : text
            .Replace("    healthcheck:\n", $"      Actors__ControllerCaFile: {CaPath}\n      Actors__Agents__{agent.Agent}__CaFile: {CaPath}\n    healthcheck:\n", StringComparison.Ordinal)
            .Replace("secrets: [token]", "secrets: [token, ca]", StringComparison.Ordinal)
            + $"  ca:\n    file: \"./{caFile}\"\n";
    }

    // Compose puts variables in for the dollar sign.
    private static string Escaped(string text) => text.Replace("$", "$$", StringComparison.Ordinal);
}
