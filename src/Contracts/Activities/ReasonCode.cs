using System.Text.Json.Serialization;

namespace Actors.Contracts.Activities;

/// <summary>Why an activity, an attempt or a worker ended, or why an activity waits. Shared by every runtime, on the wire by name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReasonCode>))]
public enum ReasonCode
{
    /// <summary>Nothing to say: it runs, or it succeeded.</summary>
    None = 0,

    /// <summary>The command of the job ended with an exit code other than 0.</summary>
    ExitCode,
    /// <summary>The engine ended the worker, or a child of it, because it used more memory than its size.</summary>
    OutOfMemory,
    /// <summary>The image could not be pulled.</summary>
    ImagePull,
    /// <summary>The image's name is not valid.</summary>
    InvalidImage,
    /// <summary>The engine could not start the worker.</summary>
    StartError,
    /// <summary>No node of the engine can take a worker of this size.</summary>
    Unschedulable,
    /// <summary>The engine evicted the worker.</summary>
    Evicted,
    /// <summary>The node that the worker ran on is gone.</summary>
    NodeLost,
    /// <summary>Somebody removed the worker behind our back.</summary>
    Deleted,
    /// <summary>A timeout of the activity passed.</summary>
    DeadlineExceeded,
    /// <summary>Somebody cancelled it.</summary>
    Cancelled,
    /// <summary>The agent stopped polling before its worker had called.</summary>
    AgentLost,
    /// <summary>The worker was not heard of for the time of silence, or was killed.</summary>
    WorkerLost,
    /// <summary>The worker ended without a result that was accepted.</summary>
    ResultLost,

    /// <summary>The job itself says that it failed.</summary>
    JobFailed,
    /// <summary>The repository could not be fetched.</summary>
    GitFailed,
    /// <summary>OpenTofu said no.</summary>
    TofuFailed,
    /// <summary>The HTTP call had no answer, or one that is no success.</summary>
    HttpFailed,
    /// <summary>The job ended, and its success condition does not hold for what it came to.</summary>
    ConditionNotMet,
    /// <summary>A program that the job needs is not there.</summary>
    ToolMissing,
    /// <summary>The job is not valid: an expression, a variable, a path.</summary>
    InvalidInput,
    /// <summary>A size limit was passed, or a disk is full.</summary>
    LimitExceeded,

    /// <summary>Waits for activities that it depends on; or, at the end: one of those did not succeed.</summary>
    Dependency,
    /// <summary>Waits: no agent is associated with it.</summary>
    NoAgent,
    /// <summary>Waits: none of its agents polls.</summary>
    AgentsOffline,
    /// <summary>Waits: all its agents are full.</summary>
    AgentsFull,
    /// <summary>Waits: its agents are being drained.</summary>
    AgentsDraining,
    /// <summary>Waits: the OpenTofu state is locked, or a state kept aside is to be adopted or discarded first.</summary>
    StateLocked,
    /// <summary>Waits for its next attempt (back-off after an infrastructure failure).</summary>
    BackOff,

    /// <summary>It did not run, and need not: its condition says so, it has run once and does so only once, or nothing failed that it would follow. The run goes on behind it.</summary>
    NotNeeded,

    /// <summary>Waits: its function asked to be called again later.</summary>
    Polling,

    /// <summary>A function says that it failed for good: it is not tried again.</summary>
    FunctionFailed,
    /// <summary>A function says that it failed, and that it may work when it is tried again.</summary>
    Transient,
}
