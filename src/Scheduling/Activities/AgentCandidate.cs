namespace Actors.Scheduling.Activities;

/// <summary>An agent that may take an activity.</summary>
/// <param name="Agent">Its key.</param>
/// <param name="Holds">Whether it has the activity.</param>
/// <param name="Avoided">It lost the latest attempt, and gets the next one only when none of the others polls.</param>
public sealed record AgentCandidate(string Agent, bool Holds, bool Avoided);
