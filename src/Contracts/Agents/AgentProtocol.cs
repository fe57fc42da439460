namespace Actors.Contracts.Agents;

/// <summary>Facts of the agent protocol.</summary>
public static class AgentProtocol
{
    /// <summary>The version that this build speaks.</summary>
    public const int Version = 1;
    /// <summary>Longest engine message in an exit report, in characters.</summary>
    public const int MaxMessage = 4096;
    /// <summary>Default number of worker slots of an agent (<c>spec.config.environment.numWorkers</c>).</summary>
    public const int DefaultSlots = 10;
    /// <summary>Most worker slots of one agent.</summary>
    public const int MaxSlots = 1000;
}
