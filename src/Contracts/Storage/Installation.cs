namespace Actors.Contracts.Storage;

/// <summary>One controller with its store.</summary>
/// <param name="Id">On everything that is created outside: lower-case letters and digits, starts with a letter.</param>
/// <param name="Key">32 random bytes, from which tickets and worker tokens are derived. Never shown.</param>
public sealed record Installation(string Id, ReadOnlyMemory<byte> Key)
{
    /// <inheritdoc/>
    public override string ToString() => Id;
}
