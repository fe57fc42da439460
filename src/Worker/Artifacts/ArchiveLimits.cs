namespace Actors.Worker.Artifacts;

/// <summary>Bounds of an archive.</summary>
/// <param name="MaxBytes">Largest unpacked size.</param>
/// <param name="MaxEntries">Largest number of entries.</param>
internal sealed record ArchiveLimits(long MaxBytes = 1L << 30, int MaxEntries = 200_000)
{
    /// <summary>Of a volume, not of a working directory: <c>.git</c> is packed too, and what an archive cannot hold is left out instead of refused.</summary>
    public bool Whole { get; init; }
}
