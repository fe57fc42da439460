namespace Actors.Scheduling;

internal static class Bounds
{
    private const int MaxMessage = 4096;
    private const int MaxShort = 500;

    /// <summary>A message of bounded size.</summary>
    public static string? Message(string? text) => text is { Length: > MaxMessage } ? text[..MaxMessage] : text;

    /// <summary>A message of which many are kept.</summary>
    public static string? Short(string? text) => text is { Length: > MaxShort } ? text[..MaxShort] : text;

    /// <summary>The earlier of two times; null is never.</summary>
    public static DateTimeOffset? Earliest(DateTimeOffset? left, DateTimeOffset? right) =>
        left is null ? right : right is null || left < right ? left : right;
}
