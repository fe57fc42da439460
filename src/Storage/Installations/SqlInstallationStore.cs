using System.Security.Cryptography;
using Actors.Contracts.Storage;
using Actors.Storage.Sql;

namespace Actors.Storage.Installations;

/// <summary>The installation's identity, made by whichever silo comes first.</summary>
internal sealed class SqlInstallationStore(SqlDatabase database) : IInstallationStore
{
    public Task<Installation> GetOrCreateAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(async session =>
        {
            await session.RunAsync("INSERT INTO installation(one, id, key) VALUES(1, $id, $key) ON CONFLICT DO NOTHING",
                ("$id", "a" + RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 11)), ("$key", RandomNumberGenerator.GetBytes(32)));
            return (await session.SingleAsync("SELECT id, key FROM installation", row => new Installation(row.GetString(0), row.GetFieldValue<byte[]>(1))))!;
        }, cancellationToken);
}
