using System.Text;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Protection;
using Actors.Storage.Sql;

namespace Actors.Storage.Artifacts;

/// <summary>
/// Artifacts in the database, in sealed chunks that are written and read one by one. All chunks are there before a row names them. What is replaced
/// or deleted stays for a while, for those who are reading it.
/// </summary>
internal sealed partial class PostgreSqlArtifactStore(SqlDatabase database, ISealer sealer, TimeProvider clock) : IArtifactStore
{
    /// <summary>Bytes of a chunk: what a transfer keeps in memory.</summary>
    internal const int ChunkBytes = 512 * 1024;

    private const string ByName = "activity = $activity AND name = $name";

    private sealed record Content(long Id, long Bytes, byte[]? Key);

    public Task<bool> WriteAsync(AttemptId attempt, string name, Stream content, long maxBytes, CancellationToken cancellationToken) =>
        WriteAsync(attempt, attempt.Activity, name, content, maxBytes, cancellationToken);

    public async Task<bool> WriteAsync(AttemptId attempt, string owner, string name, Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(owner);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        var id = await database.WriteAsync(session => session.ScalarAsync<long>("INSERT INTO artifact_content(touched) VALUES($now) RETURNING id", ("$now", clock.Now())), cancellationToken);
        var kept = false;
        try
        {
            using var cipher = ChunkCipher.New(ChunkBytes);
            await SaveAsync(id, name, content, maxBytes, cipher, cancellationToken);
            var key = await sealer.SealAsync(SealedPlace.ArtifactKey(owner, name), cipher.Header(), cancellationToken);
            // From here on the outcome is waited for: nobody may delete chunks that a row might name.
            kept = await database.WriteInTurnAsync($"artifact {owner}\n{name}", session => NameAsync(session, attempt, owner, name, new(id, cipher.Length, key)), CancellationToken.None);
        }
        finally
        {
            if (!kept) await DeleteUnnamedAsync(id);
        }
        return kept;
    }

    public async Task<Stream?> OpenAsync(string activity, string name, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(session => session.SingleAsync(
            $"SELECT content, bytes, key FROM artifact WHERE {ByName}",
            row => new Content(row.GetInt64(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetFieldValue<byte[]>(2)), ("$activity", activity), Name(name)), cancellationToken);
        if (found is null) return null;
        if (found.Key is null && await sealer.RefusesPlainAsync(cancellationToken)) throw Sealer.IsNotSealed($"artifact '{name}' of {activity}");
        var cipher = found.Key is null ? null : ChunkCipher.From(await sealer.OpenAsync(SealedPlace.ArtifactKey(activity, name), found.Key, cancellationToken));
        return new DatabaseChunkStream(database, found.Id, cipher?.Length ?? found.Bytes, cipher, $"The artifact '{name}' of {activity}");
    }

    public Task<IReadOnlyList<ArtifactEntry>> ListUnderAsync(string key, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ArtifactEntry>>(async session => await session.QueryAsync(
            $"SELECT activity, name, bytes FROM artifact WHERE {KeyRange.Condition("activity")} ORDER BY activity, name",
            row => new ArtifactEntry(row.GetString(0), Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(1)), row.GetInt64(2)), KeyRange.Under(key)), cancellationToken);

    public Task DeleteUnderAsync(string key, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.RunAsync($"""
            WITH unnamed AS (DELETE FROM artifact WHERE {KeyRange.Condition("activity")} RETURNING content)
            UPDATE artifact_content SET touched = $now FROM unnamed WHERE id = content
            """, KeyRange.Under(key), ("$now", clock.Now())), cancellationToken);

    private async Task SaveAsync(long id, string name, Stream content, long maxBytes, ChunkCipher cipher, CancellationToken cancellationToken)
    {
        var (buffer, target) = (new byte[ChunkBytes], new byte[ChunkBytes + ChunkCipher.TagBytes]);
        for (long start = 0; ;)
        {
            var read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            if (start + read > maxBytes) throw new SizeLimitException($"The artifact '{name}'", maxBytes);
            if (read == 0) return;
            var bytes = cipher.Next(buffer.AsSpan(0, read), target);
            var chunk = bytes.Length == target.Length ? target : bytes.ToArray();
            await database.WriteAsync(async session =>
                await session.RunAsync("INSERT INTO artifact_chunk(content, start, bytes) VALUES($content, $start, $bytes)", ("$content", id), ("$start", start), ("$bytes", chunk))
                + await TouchAsync(session, id), cancellationToken);
            start += read;
        }
    }

    private async ValueTask<bool> NameAsync(SqlSession session, AttemptId attempt, string owner, string name, Content content)
    {
        if (await TouchAsync(session, content.Id) == 0) throw new IOException($"The upload of the artifact '{name}' rested for so long that it was given up; nothing was kept.");
        var replaced = await session.ScalarAsync<long>($"SELECT content FROM artifact WHERE activity = $owner AND name = $name{session.ForUpdate}", ("$owner", owner), Name(name));
        var kept = await session.RunAsync($"""
            INSERT INTO artifact(activity, name, attempt, content, bytes, key) SELECT $owner, $name, $attempt, $content, $bytes, $key WHERE {Fence.Holds(session)}
            ON CONFLICT(activity, name) DO UPDATE SET attempt = $attempt, content = $content, bytes = $bytes, key = $key
            """, Fence.Activity(attempt), Fence.Number(attempt), ("$owner", owner), Name(name), ("$content", content.Id), ("$bytes", content.Bytes), ("$key", content.Key)) == 1;
        if (kept && replaced != 0) await TouchAsync(session, replaced);
        return kept;
    }

    private ValueTask<int> TouchAsync(SqlSession session, long id) =>
        session.RunAsync("UPDATE artifact_content SET touched = $now WHERE id = $id", ("$now", clock.Now()), ("$id", id));

    private async Task DeleteUnnamedAsync(long id)
    {
        try
        {
            // The condition is for a naming whose outcome could not be found out.
            await database.WriteAsync(session => session.RunAsync(
                "DELETE FROM artifact_content WHERE id = $id AND NOT EXISTS(SELECT 1 FROM artifact WHERE content = $id)", ("$id", id)), CancellationToken.None);
        }
        catch (IOException)
        {
            // No row names the chunks, and the sweeper takes them at its next round.
        }
    }

    private static (string, object?) Name(string name) => ("$name", Encoding.UTF8.GetBytes(name));
}
