using System.Text.Json.Serialization;

namespace Actors.Templates.Planning;

/// <summary>Kinds of what a run comes from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TriggerSource>))]
public enum TriggerSource
{
    /// <summary>The environment is deployed or destroyed.</summary>
    Environment = 0,

    /// <summary>An action of its template.</summary>
    Action,

    /// <summary>A schedule of its template, or its own.</summary>
    Schedule,
}
