using System.Security.Cryptography;
using System.Text;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Sql;
using Actors.Storage.Sqlite;
using Microsoft.Extensions.Options;

namespace Actors.Storage.Artifacts;

/// <summary>
/// Artifacts: the bytes in files, what they are in rows. A file is complete and on the disk before a row names it, and its name is a hash: nothing
/// that a person or a worker chose becomes a path.
/// </summary>
internal sealed class FileArtifactStore(SqlDatabase database, IOptions<SqliteStorageOptions> options) : IArtifactStore
{
    private const int BufferBytes = 128 * 1024;
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
            var bytes = await SaveAsync(path, name, content, maxBytes, cancellationToken);
            // From here on the outcome is waited for: nobody may delete a file that a row might name.
            (kept, replaced) = await database.WriteAsync(session => InsertAsync(session, attempt, owner, name, file, bytes), CancellationToken.None);
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
            var file = await database.ReadAsync(session => session.ScalarAsync<string>(
                "SELECT file FROM artifact WHERE activity = $activity AND name = $name", ("$activity", activity), ("$name", name)), cancellationToken);
            if (file is null) return null;
            try
            {
                return new FileStream(PathOf(file), new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read | FileShare.Delete, Options = FileOptions.Asynchronous });
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

    private static async ValueTask<(bool Kept, string? Replaced)> InsertAsync(SqlSession session, AttemptId attempt, string owner, string name, string file, long bytes)
    {
        var replaced = await session.ScalarAsync<string>("SELECT file FROM artifact WHERE activity = $owner AND name = $name", ("$owner", owner), ("$name", name));
        var kept = await session.RunAsync($"""
            INSERT INTO artifact(activity, name, attempt, file, bytes) SELECT $owner, $name, $attempt, $file, $bytes WHERE {Fence.Holds(session)}
            ON CONFLICT(activity, name) DO UPDATE SET attempt = $attempt, file = $file, bytes = $bytes
            """, Fence.Activity(attempt), Fence.Number(attempt), ("$owner", owner), ("$name", name), ("$file", file), ("$bytes", bytes));
        return (kept == 1, kept == 1 ? replaced : null);
    }

    private static async Task<long> SaveAsync(string path, string name, Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(path)!;
        PrivateFiles.CreateFolder(folder);
        var temporary = path + ".part";
        try
        {
            long total = 0;
            await using (var target = PrivateFiles.CreateNew(temporary))
            {
                var buffer = new byte[BufferBytes];
                for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
                {
                    if ((total += read) > maxBytes) throw new SizeLimitException($"The artifact '{name}'", maxBytes);
                    await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                }
                target.Flush(flushToDisk: true);
            }
            File.Move(temporary, path);
            PrivateFiles.SyncFolder(folder);
            return total;
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
