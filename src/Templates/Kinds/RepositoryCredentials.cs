namespace Actors.Templates.Kinds;

/// <summary>Account for a repository.</summary>
public sealed record RepositoryCredentials
{
    /// <summary>Account name.</summary>
    public string? Username { get; init; }

    /// <summary>Password or token; never shown.</summary>
    public string? Password { get; init; }

    /// <summary>SSH key; never shown.</summary>
    public string? PrivateKey { get; init; }

    /// <summary>Names the entry without its value, which may be secret.</summary>
    public override string ToString() => nameof(RepositoryCredentials);
}
