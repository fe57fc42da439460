namespace Actors.Contracts.Storage;

/// <summary>A stored grain state.</summary>
/// <param name="Key">Escaped key of the grain.</param>
/// <param name="Index">Its index columns.</param>
/// <param name="Payload">The state as JSON (UTF-8).</param>
public sealed record StateRow(string Key, StateIndex Index, ReadOnlyMemory<byte> Payload);
