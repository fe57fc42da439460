namespace Actors.Contracts.Workers;

/// <summary>Check out a repository and keep the working directory as an artifact. Outputs: <c>{commit}</c>.</summary>
public sealed record GitJob
{
    /// <summary>Address: https, ssh, and http or file only where the agent allows it (<see cref="WorkerEnvironment.GitSchemes"/>).</summary>
    public required string Url { get; init; }
    /// <summary>Branch, tag or commit; null: the repository's default branch.</summary>
    public string? Ref { get; init; }
    /// <summary>Sub-directory that becomes the root of the working directory; null: all of it.</summary>
    public string? Directory { get; init; }
    /// <summary>User name for http(s).</summary>
    public string? Username { get; init; }
    /// <summary>Password or token for http(s).</summary>
    public string? Password { get; init; }
    /// <summary>Private key for ssh, in OpenSSH or PEM form.</summary>
    public string? PrivateKey { get; init; }
    /// <summary>Known hosts for ssh, one a line; host keys are always checked.</summary>
    public string? KnownHosts { get; init; }
    /// <summary>Certificate authority for https, in PEM.</summary>
    public string? CaCert { get; init; }
    /// <summary>Do not verify the server's certificate.</summary>
    public bool Insecure { get; init; }
    /// <summary>Check out submodules too.</summary>
    public bool Submodules { get; init; }
    /// <summary>Fetch Git LFS content too.</summary>
    public bool Lfs { get; init; }
    /// <summary>Largest size of the unpacked working directory, in bytes.</summary>
    public long MaxBytes { get; init; } = 1L << 30;

    /// <inheritdoc/>
    public override string ToString() => "git job";
}
