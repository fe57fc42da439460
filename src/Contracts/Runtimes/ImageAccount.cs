namespace Actors.Contracts.Runtimes;

/// <summary>An account at a registry that one image is pulled with (<c>imagePullCredentials</c>). It goes to that registry, and into nothing that others can read.</summary>
public sealed record ImageAccount
{
    /// <summary>Host of the registry, with its port; null: the image's own.</summary>
    public string? Registry { get; init; }
    /// <summary>User name.</summary>
    public required string Username { get; init; }
    /// <summary>Password or token.</summary>
    public required string Password { get; init; }

    /// <summary>Whether it is for a registry.</summary>
    /// <param name="registry">Host of the registry, with its port; <c>docker.io</c> for Docker Hub, whatever it is called here.</param>
    /// <returns>Whether it is.</returns>
    public bool IsFor(string registry) => Host is null || Host.Equals(registry, StringComparison.OrdinalIgnoreCase);

    // People write https://index.docker.io/v1/ for Docker Hub, as its own tools do.
    private string? Host => string.IsNullOrWhiteSpace(Registry)
        ? null
        : Registry.Trim()[(Registry.Trim().IndexOf("://", StringComparison.Ordinal) is >= 0 and var at ? at + 3 : 0)..].Split('/')[0] is var host
            && host.ToLowerInvariant() is "index.docker.io" or "registry-1.docker.io" or "hub.docker.com" ? "docker.io" : host;

    /// <inheritdoc/>
    public override string ToString() => $"account at {Registry ?? "the image's registry"}";
}
