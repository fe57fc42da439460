namespace Actors.Scheduling.Agents;

/// <summary>What follows from the answer to a poll.</summary>
/// <param name="Session">The session afterwards.</param>
/// <param name="Orders">Orders to the slots.</param>
/// <param name="News">Whether the answer said something new; when not, and it came early, the next poll is paced.</param>
public sealed record AgentAnswer(AgentSession Session, IReadOnlyList<AgentOrder> Orders, bool News)
{
    /// <summary>Workers that turn out to be nobody's.</summary>
    public IReadOnlyList<StrayWorker> Leaks { get; init; } = [];
}
