namespace Actors.Contracts.Workers;

/// <summary>A file that a job needs.</summary>
/// <param name="Path">Relative to the working directory, or absolute where the engine isolates the worker's file system.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Sensitive">Written with mode 0600; its content is masked when it is text.</param>
public sealed record JobFile(string Path, byte[] Content, bool Sensitive)
{
    /// <inheritdoc/>
    public override string ToString() => Path;
}
