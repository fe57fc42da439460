using Actors.Contracts.Identity;

namespace Actors.Grains.Agents;

/// <summary>What the agent plane of a silo reads from the section <c>Actors</c>.</summary>
public sealed class AgentPlaneOptions
{
    /// <summary>Name of the setting <see cref="ControllerCaFile"/>.</summary>
    public const string ControllerCaFileKey = "Actors:ControllerCaFile";

    /// <summary>Organisation that the agents belong to.</summary>
    public string Organisation { get; set; } = "default";
    /// <summary>Folder of the silo's files.</summary>
    public string Data { get; set; } = "./.actors";
    /// <summary>Address of the controller; null: this silo's own cluster.</summary>
    public string? Controller { get; set; }
    /// <summary>File with the certificate authority of the controller, in PEM; null: those that the system trusts.</summary>
    public string? ControllerCaFile { get; set; }
    /// <summary>Who answers for calls without TLS, see <see cref="Links.PlainCalls"/>.</summary>
    public string? PlainHttp { get; set; }
    /// <summary>The Worker program; null: beside the silo or in its source tree.</summary>
    public string? WorkerProgram { get; set; }
    /// <summary>Address of the worker endpoints, where an agent does not say otherwise.</summary>
    public string WorkerListen { get; set; } = "http://127.0.0.1:8081";
    /// <summary>Addresses of the API, separated by semicolons.</summary>
    public string Urls { get; set; } = "http://127.0.0.1:8080";
    /// <summary>Further names of the silo, separated by commas.</summary>
    public string? AllowedHosts { get; set; }
    /// <summary>Address at which other silos reach this one.</summary>
    public string SiloAddress { get; set; } = "127.0.0.1";
    /// <summary>Port for other silos.</summary>
    public int SiloPort { get; set; } = 11111;
    /// <summary>The agents of this silo, by name.</summary>
    public Dictionary<string, AgentOptions> Agents { get; set; } = [];

    /// <summary>Keys of the agents: <c>org/project/agent</c>.</summary>
    public IReadOnlyList<string> Keys => [.. Agents.Select(a => KeyOf(a.Key, a.Value))];

    /// <summary>An agent by its key.</summary>
    /// <exception cref="InvalidOperationException">This silo does not configure the agent.</exception>
    public (string Name, AgentOptions Options) Find(string agent)
    {
        foreach (var (name, options) in Agents)
        {
            if (KeyOf(name, options) == agent)
            {
                return (name, options);
            }
        }

        throw new InvalidOperationException($"Agent '{agent}' is not configured on this silo. Its agents are: {string.Join(", ", Keys)}. See Actors:Agents.");
    }

    private string KeyOf(string name, AgentOptions options) => ActorKey.Of(Organisation, options.Project, name).Value;
}
