namespace Actors.Templates.Kinds;

/// <summary>An environment template by name and version.</summary>
public sealed record TemplateRef
{
    /// <summary>Name of the template.</summary>
    public string? Name { get; init; }

    /// <summary>Version; blank means the latest active one.</summary>
    public string? Version { get; init; }

    /// <summary>State the version must have.</summary>
    [KnownValues("draft", "active", "disabled")]
    public string? VersionState { get; init; }
}
