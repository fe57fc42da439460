using System.Text.Json.Serialization;

namespace Actors.Scheduling.Activities;

/// <summary>Why an activity says no.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ActivityRefusal>))]
public enum ActivityRefusal
{
    /// <summary>It does not say no.</summary>
    None = 0,
    /// <summary>There is no such activity (any more).</summary>
    NotCreated,
    /// <summary>The attempt is over or never was: another one is current, or the activity has ended.</summary>
    NotCurrent,
    /// <summary>Somebody else holds the attempt, or another worker has called for it.</summary>
    NotYours,
    /// <summary>Not ready to be leased: back-off, a blocked state, or an attempt before that is not released yet.</summary>
    NotReady,
    /// <summary>The activity is open.</summary>
    Open,
}
