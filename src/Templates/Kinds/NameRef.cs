namespace Actors.Templates.Kinds;

/// <summary>A reference to another document by name.</summary>
public sealed record NameRef
{
    /// <summary>Name of the document in the same project.</summary>
    public string? Name { get; init; }
}
