namespace Actors.Contracts.Identity;

/// <summary>
/// A hierarchical name of an actor or a stored thing, organisation first: <c>org/project/environment/run/activity</c>.
/// Segments are percent-escaped, so that a slash in a name never moves something into another project.
/// </summary>
public sealed record ActorKey
{
    private ActorKey(string value) => Value = value;

    /// <summary>The escaped form, segments joined by <c>/</c>. Used as grain key and as key in every store.</summary>
    public string Value { get; }

    /// <summary>The unescaped segments, organisation first.</summary>
    public IReadOnlyList<string> Segments => [.. Value.Split('/').Select(Uri.UnescapeDataString)];

    /// <summary>Builds a key from unescaped segments.</summary>
    /// <exception cref="ArgumentException">There is no segment, or one is empty.</exception>
    public static ActorKey Of(params IEnumerable<string> segments)
    {
        var escaped = segments.Select(Escape).ToArray();
        return escaped.Length > 0 ? new(string.Join('/', escaped)) : throw new ArgumentException("A key needs at least one segment.", nameof(segments));
    }

    /// <summary>Reads the escaped form back.</summary>
    /// <exception cref="ArgumentException"><paramref name="value"/> is not the canonical escaped form of a key.</exception>
    public static ActorKey Parse(string value)
    {
        var key = Of(value.Split('/').Select(Uri.UnescapeDataString));
        return key.Value == value ? key : throw new ArgumentException($"'{value}' is not an escaped key.", nameof(value));
    }

    /// <summary>A key below this one.</summary>
    public ActorKey Child(string segment) => new($"{Value}/{Escape(segment)}");

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static string Escape(string segment) => segment.Length > 0
        ? Uri.EscapeDataString(segment)
        : throw new ArgumentException("A segment of a key is empty.", nameof(segment));
}
