namespace Actors.Contracts.Api;

/// <summary>A version of an OpenTofu state was restored.</summary>
/// <param name="Version">Number of the version that was made.</param>
/// <param name="Source">Number of the one that it has the content of.</param>
public sealed record RestoredState(long Version, long Source)
{
    /// <summary>The serial that it has now; null: there is none, as the content is empty.</summary>
    public long? Serial { get; init; }
}
