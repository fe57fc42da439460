namespace Actors.Contracts.Agents;

/// <summary>An agent opens a session.</summary>
/// <param name="Agent">Key of the agent, <c>org/project/agent</c>. Over HTTP it must be the one that the token is bound to.</param>
/// <param name="Engine">Identity of its engine: a second engine under the same name is refused while the session lives.</param>
/// <param name="Runtime"><c>process</c>, <c>docker</c> or <c>kubernetes</c>.</param>
/// <param name="Protocols">Protocol versions that it speaks.</param>
/// <param name="SlotCap">Local cap on the number of slots; null: none.</param>
/// <param name="Instance">Random id of this life of the agent, made at its start. A registration that arrives late or twice then changes nothing; null: each one opens a new session.</param>
public sealed record RegisterRequest(string Agent, string Engine, string Runtime, IReadOnlyList<int> Protocols, int? SlotCap, string? Instance = null);
