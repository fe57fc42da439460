namespace Actors.Templates.Planning;

/// <summary>Origins of values: <c>Kind/name path</c>.</summary>
internal static class Origin
{
    public static (string Subject, string Path) Split(string origin)
    {
        var cut = origin.IndexOf(' ', StringComparison.Ordinal);
        return cut < 0 ? (origin, "") : (origin[..cut], origin[(cut + 1)..]);
    }
}
