using Actors.Storage.Protection;

namespace Actors.StateWrites;

/// <summary>Stores as it is.</summary>
internal sealed class NoSeal : ISealer
{
    public ValueTask<byte[]> SealAsync(SealedPlace place, byte[] plain, CancellationToken cancellationToken) => new(plain);

    public ValueTask<byte[]> OpenAsync(SealedPlace place, byte[] stored, CancellationToken cancellationToken) => new(stored);

    public ValueTask<bool> RefusesPlainAsync(CancellationToken cancellationToken) => new(false);
}
