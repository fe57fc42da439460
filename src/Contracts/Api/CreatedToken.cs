namespace Actors.Contracts.Api;

/// <summary>A token that was just made. It is shown this once and never again.</summary>
/// <param name="Id">Name of the token, to delete it by.</param>
/// <param name="Token">The secret.</param>
public sealed record CreatedToken(string Id, string Token)
{
    /// <summary>Leaves the secret out.</summary>
    /// <returns>The id.</returns>
    public override string ToString() => $"{nameof(CreatedToken)} {{ Id = {Id} }}";
}
