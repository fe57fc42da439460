namespace Actors.Contracts.Storage;

/// <summary>A part of a log.</summary>
/// <param name="Offset">Offset of the first byte.</param>
/// <param name="Bytes">The bytes.</param>
/// <param name="Length">Length of the whole log so far.</param>
public sealed record LogSlice(long Offset, ReadOnlyMemory<byte> Bytes, long Length)
{
    /// <summary>The log has reached its limit: the rest was dropped, and its end is a mark that says so.</summary>
    public bool Full { get; init; }
}
