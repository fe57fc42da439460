using Actors.Storage.Protection;

namespace Actors.Conformance.Storage;

/// <summary>A sealer in whose first sealing something else happens.</summary>
internal sealed class InterruptedSealer(ISealer inner, Func<Task> interruption) : ISealer
{
    private Func<Task>? _interruption = interruption;

    public async ValueTask<byte[]> SealAsync(SealedPlace place, byte[] plain, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _interruption, null) is { } happen) await happen();
        return await inner.SealAsync(place, plain, cancellationToken);
    }

    public ValueTask<byte[]> OpenAsync(SealedPlace place, byte[] stored, CancellationToken cancellationToken) => inner.OpenAsync(place, stored, cancellationToken);

    public ValueTask<bool> RefusesPlainAsync(CancellationToken cancellationToken) => inner.RefusesPlainAsync(cancellationToken);
}
