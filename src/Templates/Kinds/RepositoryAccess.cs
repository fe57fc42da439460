namespace Actors.Templates.Kinds;

/// <summary>How a repository is reached.</summary>
public sealed record RepositoryAccess
{
    /// <summary>Whether the server's identity goes unchecked.</summary>
    public bool? Insecure { get; init; }

    /// <summary>PEM certificates that are trusted in addition.</summary>
    public string? CaCert { get; init; }

    /// <summary>Whether submodules are checked out.</summary>
    public bool? EnableSubmodules { get; init; }

    /// <summary>Whether large files are fetched.</summary>
    public bool? EnableLFS { get; init; }

    /// <summary>How often a failed checkout is tried again.</summary>
    public int? MaxRetries { get; init; }
}
