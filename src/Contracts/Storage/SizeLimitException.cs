namespace Actors.Contracts.Storage;

/// <summary>Something is larger than its limit.</summary>
/// <param name="what">What it is.</param>
/// <param name="limit">The limit in bytes.</param>
public sealed class SizeLimitException(string what, long limit) : Exception($"{what} is larger than its limit of {limit} bytes.")
{
    /// <summary>The limit in bytes.</summary>
    public long Limit { get; } = limit;
}
