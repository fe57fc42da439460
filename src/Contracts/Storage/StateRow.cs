namespace Actors.Contracts.Storage;

/// <summary>A stored grain state.</summary>
/// <param name="Key">Escaped key of the grain.</param>
/// <param name="Index">Its index columns.</param>
/// <param name="Payload">The state as JSON (UTF-8); null: it was not asked for, or it was damaged and cannot be opened, which the store has logged.</param>
public sealed record StateRow(string Key, StateIndex Index, ReadOnlyMemory<byte>? Payload);
