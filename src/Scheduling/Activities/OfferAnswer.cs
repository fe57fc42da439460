namespace Actors.Scheduling.Activities;

/// <summary>An agent's answer to an offer.</summary>
/// <param name="Round">The round that it answers.</param>
/// <param name="Availability">The answer.</param>
public sealed record OfferAnswer(int Round, AgentAvailability Availability);
