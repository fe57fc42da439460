namespace Actors.Templates.Planning;

/// <summary>A reference from one document to another of the same project.</summary>
/// <param name="Kind">Kind of what is referred to.</param>
/// <param name="Name">Name of what is referred to.</param>
/// <param name="Version">Version of what is referred to; empty for the latest.</param>
/// <param name="FieldPath">Field that holds the reference.</param>
public sealed record DocumentReference(string Kind, string Name, string Version, string FieldPath)
{
    /// <summary>Field that holds the version; null: such a reference has none.</summary>
    public string? VersionPath { get; init; }
}
