namespace Actors.Contracts.Workers;

/// <summary>Answer to a chunk of log.</summary>
/// <param name="NextOffset">Offset of the next byte that is wanted.</param>
/// <param name="Full">The log's limit is reached: what follows is dropped, and marked as truncated.</param>
public sealed record LogResponse(long NextOffset, bool Full);
