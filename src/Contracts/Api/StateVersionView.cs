using Actors.Contracts.Storage;

namespace Actors.Contracts.Api;

/// <summary>A version of an OpenTofu state, without its content.</summary>
/// <param name="Version">Its number.</param>
/// <param name="State"><c>Current</c>, <c>Earlier</c> or <c>KeptAside</c>.</param>
public sealed record StateVersionView(long Version, string State)
{
    /// <summary>How it came about.</summary>
    public TofuStateOrigin Origin { get; init; }

    /// <summary>Number of the version that it was restored from; null: it was not.</summary>
    public long? Source { get; init; }

    /// <summary>Who restored it; null: nobody did.</summary>
    public string? By { get; init; }

    /// <summary>Id of the run whose activity wrote it; null: none did.</summary>
    public string? Run { get; init; }

    /// <summary>Id of the activity that wrote it.</summary>
    public string? Activity { get; init; }

    /// <summary>Number of the attempt that wrote it.</summary>
    public int? Attempt { get; init; }

    /// <summary>When it was written, restored or adopted (UTC).</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The serial in it; null: it has none.</summary>
    public long? Serial { get; init; }

    /// <summary>The lineage in it; null: it has none.</summary>
    public string? Lineage { get; init; }

    /// <summary>SHA-256 of its content, in hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Size of its content in bytes.</summary>
    public long Bytes { get; init; }
}
