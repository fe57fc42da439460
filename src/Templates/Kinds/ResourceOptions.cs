namespace Actors.Templates.Kinds;

/// <summary>Version and placement of a resource.</summary>
public sealed record ResourceOptions
{
    /// <summary>Version of the resource template; blank means the latest active one.</summary>
    public string? Version { get; init; }

    /// <summary>Kept as it is.</summary>
    public bool? Dedicated { get; init; }
}
