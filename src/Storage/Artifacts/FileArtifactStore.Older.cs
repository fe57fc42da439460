using Actors.Contracts.Identity;
using Actors.Storage.Protection;
using Actors.Storage.Protection.Older;

namespace Actors.Storage.Artifacts;

/// <content>What older builds left plain becomes a sealed file of another name; who reads the plain one goes on reading.</content>
internal sealed partial class FileArtifactStore : IPlainContent
{
    private const int OlderBatch = 100;

    private sealed record Older(string Activity, string Name, string File);

    public async Task<int> SealAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        for (var last = new Older("", "", ""); ;)
        {
            var found = await database.ReadAsync(session => session.QueryAsync(
                "SELECT activity, name, file FROM artifact WHERE key IS NULL AND (activity, name) > ($activity, $name) ORDER BY activity, name LIMIT $limit",
                row => new Older(row.GetString(0), row.GetString(1), row.GetString(2)), ("$activity", last.Activity), ("$name", last.Name), ("$limit", OlderBatch)), cancellationToken);
            foreach (var plain in found) count += await SealAsync(plain, cancellationToken);
            if (found.Count < OlderBatch) return count;
            last = found[^1];
        }
    }

    private async Task<int> SealAsync(Older plain, CancellationToken cancellationToken)
    {
        // A file that is gone is damaged, not plain; or the artifact was replaced just now.
        if (!File.Exists(PathOf(plain.File))) return 0;
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
            return kept ? 1 : 0;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
        finally
        {
            DeleteUnnamed(kept ? PathOf(plain.File) : path);
        }
    }
}
