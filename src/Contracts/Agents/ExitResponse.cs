namespace Actors.Contracts.Agents;

/// <summary>Answer to <see cref="ExitReport"/>.</summary>
/// <param name="Session">State of the session. Unless it lives, nothing was recorded.</param>
/// <param name="Over">The attempt is over: remove the worker and free the slot.</param>
/// <param name="WasOver">It was over before this report, or never was this agent's.</param>
public sealed record ExitResponse(SessionStatus Session, bool Over, bool WasOver = false);
