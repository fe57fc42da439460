using System.Security.Cryptography;
using System.Text;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Protection;
using Actors.Storage.Sql;
using Actors.Storage.Sqlite;
using Microsoft.Extensions.Options;

namespace Actors.Storage.Artifacts;

/// <summary>
/// Artifacts: the bytes in files, sealed, what they are in rows. A file is complete and on the disk before a row names it, and its name is a hash: nothing
/// that a person or a worker chose becomes a path.
/// </summary>
internal sealed partial class FileArtifactStore(SqlDatabase database, ISealer sealer, IOptions<SqliteStorageOptions> options) : IArtifactStore
{
    /// <summary>Bytes of a chunk: what a transfer keeps in memory.</summary>
    internal const int ChunkBytes = 128 * 1024;

    private sealed record Named(string File, byte[]? Key);

    private readonly string _folder = options.Value.ArtifactFolder;

    public Task<bool> WriteAsync(AttemptId attempt, string name, Stream content, long maxBytes, CancellationToken cancellationToken) =>
        WriteAsync(attempt, attempt.Activity, name, content, maxBytes, cancellationToken);

    public async Task<bool> WriteAsync(AttemptId attempt, string owner, string name, Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(owner);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        var file = FileName(attempt, name);
        var path = PathOf(file);
        bool kept;
        string? replaced;
        try
        {
            using var cipher = ChunkCipher.New(ChunkBytes);
            await SaveAsync(path, name, content, maxBytes, cipher, cancellationToken);
            var key = await sealer.SealAsync(SealedPlace.ArtifactKey(owner, name), cipher.Header(), cancellationToken);
            // From here on the outcome is waited for: nobody may delete a file that a row might name.
            (kept, replaced) = await database.WriteAsync(session => InsertAsync(session, attempt, owner, name, new(file, key), cipher.Length), CancellationToken.None);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
        if (!kept) DeleteUnnamed(path);
        else if (replaced is not null) DeleteUnnamed(PathOf(replaced));
        return kept;
    }

    public async Task<Stream?> OpenAsync(string activity, string name, CancellationToken cancellationToken)
    {
        for (var again = false; ; again = true)
        {
            var named = await database.ReadAsync(session => session.SingleAsync(
                "SELECT file, key FROM artifact WHERE activity = $activity AND name = $name",
                row => new Named(row.GetString(0), row.IsDBNull(1) ? null : row.GetFieldValue<byte[]>(1)), ("$activity", activity), ("$name", name)), cancellationToken);
            if (named is null) return null;
            if (named.Key is null && await sealer.RefusesPlainAsync(cancellationToken)) throw Sealer.IsNotSealed($"artifact '{name}' of {activity}");
            var cipher = named.Key is null ? null : ChunkCipher.From(await sealer.OpenAsync(SealedPlace.ArtifactKey(activity, name), named.Key, cancellationToken));
            try
            {
                var file = new FileStream(PathOf(named.File), new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read | FileShare.Delete, Options = FileOptions.Asynchronous });
                return cipher is null ? file : new FileChunkStream(file, cipher, $"The artifact '{name}' of {activity}");
            }
            catch (FileNotFoundException) when (!again)
            {
                // Replaced or deleted between the two steps: the row says what is there now.
            }
        }
    }

    public Task<IReadOnlyList<ArtifactEntry>> ListUnderAsync(string key, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ArtifactEntry>>(async session => await session.QueryAsync(
            $"SELECT activity, name, bytes FROM artifact WHERE {KeyRange.Condition("activity")} ORDER BY activity, name",
            row => new ArtifactEntry(row.GetString(0), row.GetString(1), row.GetInt64(2)), KeyRange.Under(key)), cancellationToken);

    public async Task DeleteUnderAsync(string key, CancellationToken cancellationToken)
    {
        var files = await database.WriteAsync(session => session.QueryAsync(
            $"DELETE FROM artifact WHERE {KeyRange.Condition("activity")} RETURNING file", row => row.GetString(0), KeyRange.Under(key)), cancellationToken);
        foreach (var file in files) DeleteUnnamed(PathOf(file));
    }

    private static void DeleteUnnamed(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What was to be done is stored: no row names the file any more, and the sweeper takes it at its next round.
        }
    }

    private static async ValueTask<(bool Kept, string? Replaced)> InsertAsync(SqlSession session, AttemptId attempt, string owner, string name, Named named, long bytes)
    {
        var replaced = await session.ScalarAsync<string>("SELECT file FROM artifact WHERE activity = $owner AND name = $name", ("$owner", owner), ("$name", name));
        var kept = await session.RunAsync($"""
            INSERT INTO artifact(activity, name, attempt, file, bytes, key) SELECT $owner, $name, $attempt, $file, $bytes, $key WHERE {Fence.Holds(session)}
            ON CONFLICT(activity, name) DO UPDATE SET attempt = $attempt, file = $file, bytes = $bytes, key = $key
            """, Fence.Activity(attempt), Fence.Number(attempt), ("$owner", owner), ("$name", name), ("$file", named.File), ("$bytes", bytes), ("$key", named.Key));
        return (kept == 1, kept == 1 ? replaced : null);
    }

    private static async Task SaveAsync(string path, string name, Stream content, long maxBytes, ChunkCipher cipher, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(path)!;
        PrivateFiles.CreateFolder(folder);
        var temporary = path + ".part";
        try
        {
            await using (var target = PrivateFiles.CreateNew(temporary))
            {
                var (buffer, chunk) = (new byte[ChunkBytes], new byte[ChunkBytes + ChunkCipher.TagBytes]);
                for (int read; (read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken)) > 0;)
                {
                    if (cipher.Length + read > maxBytes) throw new SizeLimitException($"The artifact '{name}'", maxBytes);
                    await target.WriteAsync(cipher.Next(buffer.AsSpan(0, read), chunk), cancellationToken);
                }
                target.Flush(flushToDisk: true);
            }
            File.Move(temporary, path);
            PrivateFiles.SyncFolder(folder);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    // Unique for each write, so that a reader of the artifact that it replaces goes on reading.
    private static string FileName(AttemptId attempt, string name) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{attempt}\n{name}\n{Guid.NewGuid():N}")));

    private string PathOf(string file) => Path.Combine(_folder, file[..2], file);
}
