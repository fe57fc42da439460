namespace Actors.Simulation.Schedule;

/// <summary>What the schedule does to an installation. How often each happened is counted, and each must happen.</summary>
public enum Fault
{
    /// <summary>A request is lost.</summary>
    RequestLost,
    /// <summary>A request arrives twice.</summary>
    RequestDoubled,
    /// <summary>A message is late by seconds, and is overtaken.</summary>
    MessageLate,
    /// <summary>An answer is lost.</summary>
    AnswerLost,
    /// <summary>An actor loses its memory between two of its steps.</summary>
    ActorCrashes,
    /// <summary>A write whose outcome is unknown: it happened, or it did not.</summary>
    WriteUnknown,
    /// <summary>A write that arrives at the store when its writer is gone and its successor may have loaded.</summary>
    WriteLate,
    /// <summary>The database is away for a while.</summary>
    DatabaseAway,
    /// <summary>A controller silo dies.</summary>
    SiloDies,
    /// <summary>A controller silo stands still, and wakes up with its old ideas.</summary>
    SiloPauses,
    /// <summary>All controller silos die.</summary>
    ControllerRestarts,
    /// <summary>All silos of both planes die.</summary>
    ClusterRestarts,
    /// <summary>An agent dies; its workers live on.</summary>
    AgentDies,
    /// <summary>An agent is stopped as it should be, and stops its workers before.</summary>
    AgentLeaves,
    /// <summary>An agent stands still, and wakes up with its old ideas.</summary>
    AgentPauses,
    /// <summary>A second incarnation of an agent begins while the first one works.</summary>
    AgentDoubled,
    /// <summary>A worker slot loses its memory.</summary>
    SlotCrashes,
    /// <summary>An engine answers nobody for a while.</summary>
    EngineAway,
    /// <summary>An engine loses all its workers.</summary>
    EngineDies,
    /// <summary>Somebody deletes a worker from its engine.</summary>
    WorkerDeleted,
    /// <summary>An engine's news of a worker is lost.</summary>
    NewsLost,
    /// <summary>An engine refuses to start a worker.</summary>
    StartRefused,
    /// <summary>An engine does not say whether it started a worker.</summary>
    StartUnknown,
    /// <summary>An engine takes its time to start a worker.</summary>
    StartSlow,
    /// <summary>A worker begins late.</summary>
    WorkerLate,
    /// <summary>A worker dies.</summary>
    WorkerDies,
    /// <summary>A worker works for long.</summary>
    WorkerLong,
    /// <summary>A worker does not reach the controller for a while.</summary>
    WorkerCutOff,
    /// <summary>A job fails.</summary>
    JobFails,
    /// <summary>A function asks to be called again.</summary>
    JobPolls,
    /// <summary>An OpenTofu state is kept aside, and blocks its resource until somebody decides.</summary>
    StateKeptAside,
    /// <summary>A user cancels a run.</summary>
    UserCancels,
    /// <summary>A user wants an environment destroyed while it is being deployed.</summary>
    UserDestroys,
    /// <summary>An agent is drained, and resumed later.</summary>
    AgentDrained,
}
