using System.Text.Json.Serialization;

namespace Actors.Contracts.Runtimes;

/// <summary>Phase of a worker on its engine.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WorkerPhase>))]
public enum WorkerPhase
{
    /// <summary>The engine has it, it does not run yet.</summary>
    Pending = 0,
    /// <summary>It runs.</summary>
    Running,
    /// <summary>It has ended, or never will start.</summary>
    Ended,
    /// <summary>It is not there any more.</summary>
    Gone,
}
