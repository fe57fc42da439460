namespace Actors.Scheduling.Agents;

/// <summary>
/// What becomes of an agent and its workers when its silo stops. An agent that another silo keeps goes there, and its workers run on; the last one that has it stops them, where its
/// settings want that. What is not known is no place to go: workers are stopped in good order rather than left to nobody.
/// </summary>
public static class AgentDeparture
{
    /// <summary>How long an agent that has just come to the silo may take until it knows its workers, and an agent that cannot be reached until it is given up.</summary>
    public static readonly TimeSpan SettlesWithin = TimeSpan.FromSeconds(30);

    /// <summary>Whether a silo is asked whether it keeps the agent.</summary>
    /// <param name="isSelf">It is the one that stops.</param>
    /// <param name="isActive">The membership calls it active, which it does until the silo's agents have left: whether the silo stays, only itself knows.</param>
    /// <param name="configures">It is known to configure the agent.</param>
    public static bool IsAsked(bool isSelf, bool isActive, bool configures) => !isSelf && isActive && configures;

    /// <summary>Whether the workers are stopped.</summary>
    /// <param name="wanted">The agent's setting.</param>
    /// <param name="answers">What the silos that were asked say: whether they keep the agent; null: no answer.</param>
    public static bool StopsWorkers(bool wanted, IEnumerable<bool?> answers) => wanted && !answers.Contains(true);

    /// <summary>Whether the silo waits for the agent before it goes on stopping.</summary>
    /// <param name="stopsWorkers">The workers are stopped.</param>
    /// <param name="workers">How many the agent has; null: it does not know yet, or could not be reached.</param>
    /// <param name="since">How long the agent has been leaving.</param>
    public static bool Waits(bool stopsWorkers, int? workers, TimeSpan since) => stopsWorkers && (workers is { } count ? count > 0 : since < SettlesWithin);
}
