using System.Text.Json.Serialization;

namespace Actors.Scheduling.Activities;

/// <summary>Class of an activity in an agent's queue; lower ones are served first.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ActivityClass>))]
public enum ActivityClass
{
    /// <summary>Brings something up or takes it down.</summary>
    Change = 0,
    /// <summary>Anything else.</summary>
    Other,
    /// <summary>Only looks.</summary>
    Plan,
}
