using System.Text.Json.Serialization;

namespace Actors.Scheduling.Activities;

/// <summary>What an agent's queue answers to an offer.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AgentAvailability>))]
public enum AgentAvailability
{
    /// <summary>It polls and has a free slot.</summary>
    Online = 0,
    /// <summary>It does not poll.</summary>
    Offline,
    /// <summary>All its slots are taken.</summary>
    Full,
    /// <summary>It is being drained.</summary>
    Draining,
}
