namespace Actors.Scheduling.Agents;

/// <summary>Where an agent stands with its controller.</summary>
public enum AgentPhase
{
    /// <summary>It has no session: it is to register.</summary>
    Unregistered = 0,
    /// <summary>It has a session: it polls.</summary>
    Live,
    /// <summary>The controller refused it: it tries again, slowly where only a change of configuration can help.</summary>
    Refused,
    /// <summary>A newer session of the same agent lives elsewhere: this one has stopped for ever.</summary>
    Superseded,
}
