using System.Text.Json.Serialization;

namespace Actors.Contracts.Activities;

/// <summary>Where an activity is: <c>Waiting → Queued → Leased → Running → Succeeded | Failed | Cancelled</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ActivityStatus>))]
public enum ActivityStatus
{
    /// <summary>Not to be handed out yet: dependencies, or back-off.</summary>
    Waiting = 0,
    /// <summary>Offered to its agents.</summary>
    Queued,
    /// <summary>An agent holds it; its worker has not called yet.</summary>
    Leased,
    /// <summary>Its worker has called.</summary>
    Running,
    /// <summary>A cancel was asked for and the stop is not confirmed yet.</summary>
    Cancelling,
    /// <summary>A result was accepted, and it is a success.</summary>
    Succeeded,
    /// <summary>It ended for good without success.</summary>
    Failed,
    /// <summary>It was cancelled.</summary>
    Cancelled,
    /// <summary>It never ran: something that it depends on did not succeed, the run was cancelled before, or it was not needed.</summary>
    Skipped,
}
