using System.Text.Json.Serialization;

namespace Actors.Scheduling.Runs;

/// <summary>Why an environment says no.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunRefusal>))]
public enum RunRefusal
{
    /// <summary>It does not say no.</summary>
    None = 0,
    /// <summary>A run is open.</summary>
    Busy,
    /// <summary>No run is open.</summary>
    NotOpen,
    /// <summary>There is nothing to retry.</summary>
    NothingToRetry,
    /// <summary>The activities do not make a run: too many, two of a name, or one before what it depends on.</summary>
    Invalid,
    /// <summary>Something is deployed.</summary>
    Deployed,
    /// <summary>Ended runs still wait for their archiving.</summary>
    ArchiveBehind,
    /// <summary>The environment is being deleted.</summary>
    Retiring,
    /// <summary>As many runs wait as may.</summary>
    QueueFull,
    /// <summary>The key of the request has asked for a run of another kind before.</summary>
    KeyTaken,
}
