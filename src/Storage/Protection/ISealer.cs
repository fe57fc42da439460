using Actors.Contracts.Storage;

namespace Actors.Storage.Protection;

/// <summary>Seals what is stored and opens it again.</summary>
internal interface ISealer
{
    /// <summary>Seals a payload for its place. Not inside of a transaction: the first use reads and may write the key ring.</summary>
    ValueTask<byte[]> SealAsync(SealedPlace place, byte[] plain, CancellationToken cancellationToken);

    /// <summary>Opens a payload at its place. What older builds wrote is not sealed and opens as it is, until all of it was sealed: then it is refused.</summary>
    /// <exception cref="DamagedException">It was changed, or is in the place of another, or the ring lacks its key.</exception>
    ValueTask<byte[]> OpenAsync(SealedPlace place, byte[] stored, CancellationToken cancellationToken);

    /// <summary>Whether everything in the store is sealed: then what is not was put there by somebody else.</summary>
    ValueTask<bool> RefusesPlainAsync(CancellationToken cancellationToken);
}
