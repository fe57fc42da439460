using Actors.Contracts.Identity;

namespace Actors.Contracts.Storage;

/// <summary>A version of an OpenTofu state, without its content.</summary>
/// <param name="Version">Its number: counts from 1 and only grows; kept for a bounded number of the newest.</param>
public sealed record TofuStateVersion(long Version)
{
    /// <summary>Whether it is the current state.</summary>
    public bool IsCurrent { get; init; }
    /// <summary>Whether it was written by an attempt that was over, and waits to be adopted or discarded.</summary>
    public bool IsKeptAside { get; init; }
    /// <summary>How it came about.</summary>
    public TofuStateOrigin Origin { get; init; }
    /// <summary>Number of the version that it was restored from.</summary>
    public long? Source { get; init; }
    /// <summary>Who restored it.</summary>
    public string? By { get; init; }
    /// <summary>The attempt that wrote it; null: none did.</summary>
    public AttemptId? Attempt { get; init; }
    /// <summary>When it was written, restored or adopted (UTC).</summary>
    public DateTimeOffset At { get; init; }
    /// <summary>The serial in it; null: it has none, as when the tool deleted its state.</summary>
    public long? Serial { get; init; }
    /// <summary>The lineage in it; null: it has none.</summary>
    public string? Lineage { get; init; }
    /// <summary>SHA-256 of its content, in hexadecimal digits.</summary>
    public required string Sha256 { get; init; }
    /// <summary>Size of its content in bytes.</summary>
    public long Bytes { get; init; }
}
