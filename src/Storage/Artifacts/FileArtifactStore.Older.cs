using Actors.Contracts.Identity;
using Actors.Storage.Protection;
using Actors.Storage.Protection.Older;
using Actors.Storage.Sql;

namespace Actors.Storage.Artifacts;

/// <content>What older builds left plain becomes a sealed file of another name; who reads the plain one goes on reading.</content>
internal sealed partial class FileArtifactStore : IPlainContent
{
    private sealed record Older(string Activity, string Name, string File);

    public Task<int> SealAsync(CancellationToken cancellationToken) => PlainArtifacts.SealAsync(
        new Older("", "", ""),
        last => database.ReadAsync(session => session.QueryAsync(
            "SELECT activity, name, file FROM artifact WHERE key IS NULL AND (activity, name) > ($activity, $name) ORDER BY activity, name LIMIT $limit",
            row => new Older(row.GetString(0), row.GetString(1), row.GetString(2)), ("$activity", last.Activity), ("$name", last.Name), ("$limit", PlainArtifacts.Batch)), cancellationToken),
        plain => SealAsync(plain, cancellationToken),
        plain => $"'{plain.Name}' of {plain.Activity}");

    public ValueTask<bool> IsLeftAsync(SqlSession session, CancellationToken cancellationToken) => PlainArtifacts.IsLeftAsync(session);

    private async Task SealAsync(Older plain, CancellationToken cancellationToken)
    {
        var file = FileName(new AttemptId(plain.Activity, 0), plain.Name);
        var path = PathOf(file);
        var kept = false;
        try
        {
            using var cipher = ChunkCipher.New(ChunkBytes);
            await using (var content = new FileStream(PathOf(plain.File), new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read | FileShare.Delete, Options = FileOptions.Asynchronous }))
                await SaveAsync(path, plain.Name, content, long.MaxValue, cipher, cancellationToken);
            var key = await sealer.SealAsync(SealedPlace.ArtifactKey(plain.Activity, plain.Name), cipher.Header(), cancellationToken);
            kept = await database.WriteAsync(session => session.RunAsync("UPDATE artifact SET file = $file, key = $key WHERE activity = $activity AND name = $name AND file = $plain AND key IS NULL",
                ("$file", file), ("$key", key), ("$activity", plain.Activity), ("$name", plain.Name), ("$plain", plain.File)), CancellationToken.None) == 1;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            // Replaced or deleted just now; else the file, or the folder of all of them, may come back, and is plain then.
            if (await IsOlderAsync(plain, cancellationToken)) throw new IOException($"its file {PathOf(plain.File)} is not there. Restore it or run the activity again; or delete the environment.", error);
        }
        finally
        {
            DeleteUnnamed(kept ? PathOf(plain.File) : path);
        }
    }

    private async Task<bool> IsOlderAsync(Older plain, CancellationToken cancellationToken) => await database.ReadAsync(session => session.ScalarAsync<long>(
        "SELECT count(*) FROM artifact WHERE activity = $activity AND name = $name AND file = $plain AND key IS NULL",
        ("$activity", plain.Activity), ("$name", plain.Name), ("$plain", plain.File)), cancellationToken) > 0;
}
