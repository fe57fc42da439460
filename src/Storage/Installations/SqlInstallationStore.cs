using System.Security.Cryptography;
using Actors.Contracts.Storage;
using Actors.Storage.Protection;
using Actors.Storage.Sql;

namespace Actors.Storage.Installations;

/// <summary>The installation's identity, made by whichever silo comes first; its key is sealed, also one that an older build left as it was.</summary>
internal sealed class SqlInstallationStore(SqlDatabase database, ISealer sealer) : IInstallationStore
{
    private const int KeyBytes = 32;

    private Installation? _known;

    private sealed record Stored(string Id, byte[] Key);

    public async Task<Installation> GetOrCreateAsync(CancellationToken cancellationToken) => _known ??= await ReadAsync(cancellationToken);

    private async Task<Installation> ReadAsync(CancellationToken cancellationToken)
    {
        var older = await database.ReadAsync(FindAsync, cancellationToken) is { Key.Length: KeyBytes } found ? found.Key : null;
        // Whoever puts a key there that he knows would have the token of every worker.
        if (older is not null && await sealer.RefusesPlainAsync(cancellationToken)) throw Sealer.IsNotSealed(SealedPlace.InstallationKey.ToString());
        var plain = older ?? RandomNumberGenerator.GetBytes(KeyBytes);
        var key = await sealer.SealAsync(SealedPlace.InstallationKey, plain, cancellationToken);
        // A write, also when there is nothing to be made: whoever cannot write learns it at the start.
        var stored = await database.WriteAsync(async session =>
        {
            await session.RunAsync("INSERT INTO installation(one, id, key) VALUES(1, $id, $key) ON CONFLICT DO NOTHING",
                ("$id", "a" + RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 11)), ("$key", key));
            await session.RunAsync("UPDATE installation SET key = $key WHERE key = $plain", ("$key", key), ("$plain", plain));
            return (await FindAsync(session))!;
        }, cancellationToken);
        return new(stored.Id, await sealer.OpenAsync(SealedPlace.InstallationKey, stored.Key, cancellationToken));
    }

    private static ValueTask<Stored?> FindAsync(SqlSession session) =>
        session.SingleAsync("SELECT id, key FROM installation", row => new Stored(row.GetString(0), row.GetFieldValue<byte[]>(1)));
}
