namespace Actors.Templates.Kinds;

/// <summary>Account for a container registry.</summary>
public sealed record ImagePullCredentials
{
    /// <summary>Address of the registry.</summary>
    public string? Registry { get; init; }

    /// <summary>Account name.</summary>
    public string? Username { get; init; }

    /// <summary>Password; never shown.</summary>
    public string? Password { get; init; }

    /// <summary>Names the entry without its value, which may be secret.</summary>
    public override string ToString() => $"ImagePullCredentials {Registry}";
}
