using System.Text.Json.Serialization;

namespace Actors.Scheduling.Runs;

/// <summary>Where a run is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunStatus>))]
public enum RunStatus
{
    /// <summary>Activities are open.</summary>
    Running = 0,
    /// <summary>A cancel was asked for, and activities are still open.</summary>
    Cancelling,
    /// <summary>Everything succeeded, or its failure was declared harmless.</summary>
    Succeeded,
    /// <summary>Something failed.</summary>
    Failed,
    /// <summary>It was cancelled before everything had succeeded.</summary>
    Cancelled,
}
