namespace Actors.Templates.Planning;

/// <summary>A file for the working directory of a worker.</summary>
public sealed record PlannedFile
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Path with forward slashes and without <c>..</c>; relative to the working directory, or absolute as the document wrote it.</summary>
    public required string Path { get; init; }

    /// <summary>Content.</summary>
    public required byte[] Content { get; init; }

    /// <summary>Whether the content must never be shown.</summary>
    public bool Sensitive { get; init; }

    /// <summary>Where the file comes from.</summary>
    public required string Origin { get; init; }

    /// <summary>Names the file without its content.</summary>
    /// <returns>Name and origin.</returns>
    public override string ToString() => $"{Name} from {Origin}";
}
