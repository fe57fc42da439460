using System.Text.Json.Serialization;

namespace Actors.Templates.Planning;

/// <summary>What the output of an activity belongs to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OutputOf>))]
public enum OutputOf
{
    /// <summary>Nothing: it is kept with the activity only.</summary>
    None = 0,

    /// <summary>It is the output of the resource.</summary>
    Resource,

    /// <summary>It is the output of a task of the resource: <c>tasks.&lt;task&gt;</c>.</summary>
    Task,
}
