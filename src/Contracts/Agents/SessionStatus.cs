using System.Text.Json.Serialization;

namespace Actors.Contracts.Agents;

/// <summary>State of an agent's session, as an answer tells it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SessionStatus>))]
public enum SessionStatus
{
    /// <summary>The session lives.</summary>
    Live = 0,
    /// <summary>The controller does not know the session (it was restarted or the session ran out): register again.</summary>
    Unknown,
    /// <summary>A newer session has a higher epoch: stop, and never register again.</summary>
    Superseded,
}
