namespace Actors.Contracts.Identity;

/// <summary>Who holds an attempt; the epoch fences agents.</summary>
/// <param name="Agent">Key of the agent: <c>org/project/agent</c>.</param>
/// <param name="Epoch">The session of the agent, issued by the controller; only grows.</param>
public sealed record Holder(string Agent, long Epoch);
