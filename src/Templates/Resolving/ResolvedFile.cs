namespace Actors.Templates.Resolving;

/// <summary>A file for the working directory of a worker.</summary>
public sealed record ResolvedFile
{
    /// <summary>Path with forward slashes and without <c>..</c>; relative to the working directory, or absolute as the document wrote it.</summary>
    public required string Path { get; init; }

    /// <summary>Content.</summary>
    public required byte[] Content { get; init; }

    /// <summary>Whether the content must never be shown.</summary>
    public bool Sensitive { get; init; }

    /// <summary>Names the file without its content.</summary>
    /// <returns>The path.</returns>
    public override string ToString() => Path;
}
