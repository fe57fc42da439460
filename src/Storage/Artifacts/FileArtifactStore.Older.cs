using Actors.Contracts.Identity;
using Actors.Storage.Protection;
using Actors.Storage.Protection.Older;
using Actors.Storage.Sql;

namespace Actors.Storage.Artifacts;

/// <content>What older builds left plain becomes a sealed file of another name; who reads the plain one goes on reading.</content>
internal sealed partial class FileArtifactStore : IPlainContent
{
    private const int OlderBatch = 100;

    private sealed record Older(string Activity, string Name, string File);

    public async Task<int> SealAsync(CancellationToken cancellationToken)
    {
        var (count, failed) = (0, new NotSealed("artifacts"));
        for (var last = new Older("", "", ""); ;)
        {
            var found = await database.ReadAsync(session => session.QueryAsync(
                "SELECT activity, name, file FROM artifact WHERE key IS NULL AND (activity, name) > ($activity, $name) ORDER BY activity, name LIMIT $limit",
                row => new Older(row.GetString(0), row.GetString(1), row.GetString(2)), ("$activity", last.Activity), ("$name", last.Name), ("$limit", OlderBatch)), cancellationToken);
            foreach (var plain in found)
            {
                try
                {
                    await SealAsync(plain, cancellationToken);
                }
                catch (Exception error) when (NotSealed.IsOfOne(error))
                {
                    failed.Add($"'{plain.Name}' of {plain.Activity}", error);
                }
            }
            count += found.Count;
            if (found.Count < OlderBatch) break;
            last = found[^1];
        }
        failed.ThrowIfAny();
        return count;
    }

    // Its key is written last, and taken away never.
    public async ValueTask<bool> IsLeftAsync(SqlSession session, CancellationToken cancellationToken) =>
        await session.ScalarAsync<long>("SELECT count(*) WHERE EXISTS(SELECT 1 FROM artifact WHERE key IS NULL)") > 0;

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
