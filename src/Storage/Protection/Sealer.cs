using System.Security.Cryptography;
using Actors.Contracts.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Actors.Storage.Protection;

/// <summary>One authenticated encryption by Data Protection for each payload.</summary>
internal sealed class Sealer(KeyRing ring, ILoggerFactory loggers) : ISealer, IDisposable
{
    /// <summary>Bytes by which sealing makes a payload longer.</summary>
    public const int Overhead = 64;

    // What Data Protection puts before every payload. No JSON begins with it: F0 C9 is in no UTF-8.
    private static readonly byte[] MarkBytes = [0x09, 0xF0, 0xC9, 0xF0];

    private readonly SemaphoreSlim _opening = new(1);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ServiceProvider? _services;
    private volatile IDataProtectionProvider? _protection;

    /// <summary>Whether it was used: then the ring is open.</summary>
    public bool IsOpen => _protection is not null;

    /// <summary>Ends when it is used for the first time.</summary>
    public Task Opened => _opened.Task;

    /// <summary>The condition that a column is not sealed, with the parameter of <see cref="Mark"/>.</summary>
    public static string IsPlain(string column) => FormattableString.Invariant($"substr({column}, 1, {MarkBytes.Length}) <> $mark");

    /// <summary>The parameter <c>$mark</c>.</summary>
    public static (string, object?) Mark => ("$mark", MarkBytes);

    /// <summary>Whether bytes are sealed.</summary>
    public static bool IsSealed(ReadOnlySpan<byte> stored) => stored.StartsWith(MarkBytes);

    public async ValueTask<byte[]> SealAsync(SealedPlace place, byte[] plain, CancellationToken cancellationToken) =>
        Protector(_protection ?? await OpenRingAsync(cancellationToken), place).Protect(plain);

    public async ValueTask<byte[]> OpenAsync(SealedPlace place, byte[] stored, CancellationToken cancellationToken)
    {
        var protection = _protection ?? await OpenRingAsync(cancellationToken);
        if (!IsSealed(stored)) return ring.RefusesPlain ? throw IsNotSealed(place.ToString()) : stored;
        try
        {
            return Protector(protection, place).Unprotect(stored);
        }
        catch (CryptographicException error)
        {
            throw new DamagedException($"A sealed {place} in the store cannot be opened: it was changed, stands in the place of another, or its key is not in the key ring. "
                + "Restore it, or the table key_ring, from a backup.", error);
        }
    }

    public async ValueTask<bool> RefusesPlainAsync(CancellationToken cancellationToken)
    {
        if (_protection is null) await OpenRingAsync(cancellationToken);
        return ring.RefusesPlain;
    }

    /// <summary>The refusal of something plain where everything is sealed.</summary>
    public static DamagedException IsNotSealed(string what) =>
        new($"The {what} in the store is not sealed, although everything that Actors wrote there is: somebody else put it there. Restore it, with the table key_ring, from a backup.");

    public void Dispose()
    {
        _services?.Dispose();
        _opening.Dispose();
    }

    private static IDataProtector Protector(IDataProtectionProvider protection, SealedPlace place) => protection.CreateProtector(place.Kind).CreateProtector(place.Row);

    private async Task<IDataProtectionProvider> OpenRingAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_protection is { } open) return open;
            await ring.OpenAsync(cancellationToken);
            _services ??= DataProtection.Build(ring, loggers);
            var protection = _services.GetDataProtectionProvider();
            // Its first use reads the ring and makes whoever uses it wait.
            await Task.Run(() => protection.CreateProtector("first use").Protect([]), cancellationToken);
            _protection = protection;
            _opened.TrySetResult();
            return protection;
        }
        finally
        {
            _opening.Release();
        }
    }
}
