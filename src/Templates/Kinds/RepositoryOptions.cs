namespace Actors.Templates.Kinds;

/// <summary>Where a resource's code comes from.</summary>
public sealed record RepositoryOptions
{
    /// <summary>Name of the Repository.</summary>
    public string? Name { get; init; }

    /// <summary>Branch, tag or commit; blank means the default branch.</summary>
    public string? Branch { get; init; }

    /// <summary>Directory within the repository; blank means its root.</summary>
    public string? DirectoryPath { get; init; }
}
