namespace Actors.Contracts.Storage;

/// <summary>A token that is bound to one agent.</summary>
/// <param name="Id">Public id, for listing and revoking.</param>
/// <param name="Agent">Key of the agent.</param>
/// <param name="Sha256">SHA-256 of the token, in hexadecimal.</param>
/// <param name="CreatedAt">When it was made (UTC).</param>
public sealed record AgentToken(string Id, string Agent, string Sha256, DateTimeOffset CreatedAt);
