namespace Actors.Templates.Planning;

/// <summary>Account of a container registry.</summary>
public sealed record PlannedRegistry
{
    /// <summary>Address; empty: that of the image.</summary>
    public string Registry { get; init; } = "";

    /// <summary>Account name.</summary>
    public required string Username { get; init; }

    /// <summary>Password; never shown.</summary>
    public required string Password { get; init; }

    /// <summary>Names the registry without the account.</summary>
    /// <returns>The address.</returns>
    public override string ToString() => Registry;
}
