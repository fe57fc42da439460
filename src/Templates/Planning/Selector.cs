namespace Actors.Templates.Planning;

/// <summary>An address of inputs: <c>NAME</c>, <c>RESOURCE.NAME</c>, <c>RESOURCE.*</c> or <c>*.NAME</c>.</summary>
/// <param name="Resource">The resource of the environment; null: every one.</param>
/// <param name="Name">The name there; null: the name of what has the selector.</param>
internal readonly record struct Selector(string? Resource, string? Name)
{
    /// <summary>Reads a selector; null when it is none. Names of resources may have dots, those of variables may not.</summary>
    public static Selector? Parse(string text)
    {
        var trimmed = text.Trim();
        var cut = trimmed.LastIndexOf('.');
        var (resource, name) = cut < 0 ? ("*", trimmed) : (trimmed[..cut], trimmed[(cut + 1)..]);
        return IsPart(resource) && IsPart(name) && (cut < 0 ? name != "*" : resource != "*" || name != "*")
            ? new(resource == "*" ? null : resource, name == "*" ? null : name)
            : null;
    }

    private static bool IsPart(string part) => part == "*" || (part.Length > 0 && !part.Any(character => char.IsWhiteSpace(character) || character == '*'));
}
