namespace Actors.Templates.Kinds;

/// <summary>What every document says about itself.</summary>
public sealed record Metadata
{
    /// <summary>Name, unique per kind within the project.</summary>
    public string? Name { get; init; }

    /// <summary>Project; blank means the one it is applied to.</summary>
    public string? Project { get; init; }

    /// <summary>Name for people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Text for people.</summary>
    public string? Description { get; init; }

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Annotations.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();
}
