namespace Actors.Scheduling.Agents;

/// <summary>What an agent tells one of its worker slots.</summary>
public enum AgentOrderKind
{
    /// <summary>Start the worker of a lease, or recognise it.</summary>
    Start = 0,
    /// <summary>Stop the worker: SIGTERM, grace, SIGKILL.</summary>
    Cancel,
    /// <summary>The attempt is over: remove the worker and free the slot.</summary>
    End,
}
