namespace Actors.Storage.Sql;

/// <summary>
/// The keys at or below an escaped key, as a range that an index can serve: <c>a/b</c> and <c>a/b/…</c>, never <c>a/bc</c>. <c>0</c> is
/// the character after <c>/</c>, and texts compare byte by byte.
/// </summary>
internal static class KeyRange
{
    /// <summary>The condition on a column, with the parameter <c>$under</c>.</summary>
    public static string Condition(string column) => $"({column} = $under OR ({column} >= $under || '/' AND {column} < $under || '0'))";

    /// <summary>Refuses a key that is none: an empty one would mean nothing, not everything.</summary>
    public static (string, object?) Under(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return ("$under", key);
    }
}
