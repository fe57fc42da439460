using System.Security.Cryptography;
using Actors.Storage.Protection;
using Actors.Storage.Sql;

namespace Actors.Storage.Artifacts;

/// <summary>Chunks in the database, each read in a transaction of its own: a slow reader keeps no connection.</summary>
/// <param name="database">The database.</param>
/// <param name="content">Whose chunks they are.</param>
/// <param name="length">Bytes of the whole.</param>
/// <param name="cipher">Opens them; null: they are not sealed.</param>
/// <param name="what">Which artifact, for people.</param>
internal sealed class DatabaseChunkStream(SqlDatabase database, long content, long length, ChunkCipher? cipher, string what) : ChunkStream(length)
{
    protected override async Task<Chunk> LoadAsync(long position, CancellationToken cancellationToken)
    {
        var chunk = await database.ReadAsync(session => session.SingleAsync(
            "SELECT start, bytes FROM artifact_chunk WHERE content = $content AND start <= $position ORDER BY start DESC LIMIT 1",
            row => new Chunk(row.GetInt64(0), row.GetFieldValue<byte[]>(1)), ("$content", content), ("$position", position)), cancellationToken);
        if (chunk is not null && cipher is not null) chunk = Open(chunk, cipher);
        return chunk is not null && position < chunk.Start + chunk.Bytes.Length ? chunk : throw new IOException($"{what} was replaced or deleted long ago; what was being read is gone.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) cipher?.Dispose();
        base.Dispose(disposing);
    }

    private Chunk Open(Chunk chunk, ChunkCipher cipher)
    {
        try
        {
            return chunk with { Bytes = cipher.Open(chunk.Start / cipher.ChunkBytes, chunk.Bytes) };
        }
        catch (CryptographicException error)
        {
            throw new IOException($"{what} was changed in the store; restore it from a backup, or run the activity again.", error);
        }
    }
}
