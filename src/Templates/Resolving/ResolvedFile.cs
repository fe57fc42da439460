namespace Actors.Templates.Resolving;

/// <summary>A file for the working directory of a worker.</summary>
public sealed record ResolvedFile
{
    /// <summary>Path relative to the working directory, with forward slashes, never leaving it.</summary>
    public required string Path { get; init; }

    /// <summary>Content.</summary>
    public required byte[] Content { get; init; }

    /// <summary>Names the file without its content.</summary>
    /// <returns>The path.</returns>
    public override string ToString() => Path;
}
