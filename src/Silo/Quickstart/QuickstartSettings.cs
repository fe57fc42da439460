using Actors.Silo.Configuration;

namespace Actors.Silo.Quickstart;

/// <summary>What the quickstart sets unless the command line says otherwise.</summary>
public static class QuickstartSettings
{
    /// <summary>Name of the quickstart's agent.</summary>
    public const string Agent = "local";

    /// <summary>The settings of a command.</summary>
    /// <param name="command">The command.</param>
    /// <returns>Keys and values; none without a quickstart.</returns>
    public static IReadOnlyDictionary<string, string?> For(SiloCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return command.Quickstart is null ? new Dictionary<string, string?>() : new Dictionary<string, string?>
        {
            [$"Actors:Agents:{Agent}:Runtime"] = command.Runtime,
            [$"Actors:Agents:{Agent}:Project"] = "default",
            [$"Actors:Agents:{Agent}:GitSchemes:0"] = "https",
            [$"Actors:Agents:{Agent}:GitSchemes:1"] = "ssh",
            [$"Actors:Agents:{Agent}:GitSchemes:2"] = "http",
            [$"Actors:Agents:{Agent}:StopWorkersOnShutdown"] = "true",
        };
    }
}
