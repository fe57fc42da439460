namespace Actors.Silo.Api;

/// <summary>Pages of lists.</summary>
public static class Paging
{
    /// <summary>Items of a page when the request does not say.</summary>
    public const int DefaultLimit = 100;

    /// <summary>Most items of a page.</summary>
    public const int MaxLimit = 1000;

    /// <summary>Reads limit and offset of a request.</summary>
    /// <param name="limit">Items of a page.</param>
    /// <param name="offset">Items before the page.</param>
    /// <returns>Both, with defaults.</returns>
    /// <exception cref="ApiException">One is out of range.</exception>
    public static (int Limit, int Offset) Read(int? limit, int? offset) =>
        limit is < 1 or > MaxLimit ? throw ApiException.Invalid($"limit must be 1 to {MaxLimit}.")
        : offset is < 0 ? throw ApiException.Invalid("offset must not be negative.")
        : (limit ?? DefaultLimit, offset ?? 0);
}
