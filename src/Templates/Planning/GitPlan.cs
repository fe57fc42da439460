namespace Actors.Templates.Planning;

/// <summary>A checkout.</summary>
public sealed record GitPlan : PlannedJob
{
    /// <summary>Name of the Repository document.</summary>
    public required string Repository { get; init; }

    /// <summary>Address.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Branch, tag or commit; empty for the default branch.</summary>
    public string Ref { get; init; } = "";

    /// <summary>Directory within the repository; empty for its root.</summary>
    public string Directory { get; init; } = "";

    /// <summary>Account name; null for none.</summary>
    public string? Username { get; init; }

    /// <summary>Password or token; secret.</summary>
    public string? Password { get; init; }

    /// <summary>SSH key; secret.</summary>
    public string? PrivateKey { get; init; }

    /// <summary>Whether the server's identity goes unchecked.</summary>
    public bool Insecure { get; init; }

    /// <summary>PEM certificates that are trusted in addition; null for none.</summary>
    public string? CaCert { get; init; }

    /// <summary>Whether submodules are checked out.</summary>
    public bool EnableSubmodules { get; init; }

    /// <summary>Whether large files are fetched.</summary>
    public bool EnableLfs { get; init; }

    /// <summary>Names the repository without the credentials.</summary>
    /// <returns>Name and address.</returns>
    public override string ToString() => $"git {Repository} {Endpoint}";
}
