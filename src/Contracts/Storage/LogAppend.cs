namespace Actors.Contracts.Storage;

/// <summary>Outcome of an append.</summary>
/// <param name="Accepted">False: the attempt may not write any more.</param>
/// <param name="NextOffset">Offset of the next byte that is wanted.</param>
/// <param name="Full">The limit of one log is reached; the rest was dropped and a mark says so.</param>
public sealed record LogAppend(bool Accepted, long NextOffset, bool Full);
