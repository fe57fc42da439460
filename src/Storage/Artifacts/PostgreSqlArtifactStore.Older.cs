using System.Text;
using Actors.Storage.Protection;
using Actors.Storage.Protection.Older;
using Actors.Storage.Sql;

namespace Actors.Storage.Artifacts;

/// <content>What older builds left plain becomes sealed chunks of their own; the plain ones stay for a while, for those who are reading them.</content>
internal sealed partial class PostgreSqlArtifactStore : IPlainContent
{
    private const int OlderBatch = 100;

    private sealed record Older(string Activity, byte[] Name, long Content, long Bytes);

    public async Task<int> SealAsync(CancellationToken cancellationToken)
    {
        var (count, failed) = (0, new NotSealed("artifacts"));
        for (var last = new Older("", [], 0, 0); ;)
        {
            var found = await database.ReadAsync(session => session.QueryAsync(
                "SELECT activity, name, content, bytes FROM artifact WHERE key IS NULL AND (activity, name) > ($activity, $name) ORDER BY activity, name LIMIT $limit",
                row => new Older(row.GetString(0), row.GetFieldValue<byte[]>(1), row.GetInt64(2), row.GetInt64(3)), ("$activity", last.Activity), ("$name", last.Name), ("$limit", OlderBatch)), cancellationToken);
            foreach (var plain in found)
            {
                try
                {
                    await SealAsync(plain, cancellationToken);
                }
                catch (Exception error) when (NotSealed.IsOfOne(error))
                {
                    failed.Add($"'{Encoding.UTF8.GetString(plain.Name)}' of {plain.Activity}", error);
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
        var name = Encoding.UTF8.GetString(plain.Name);
        var id = await database.WriteAsync(session => session.ScalarAsync<long>("INSERT INTO artifact_content(touched) VALUES($now) RETURNING id", ("$now", clock.Now())), cancellationToken);
        var kept = false;
        try
        {
            using var cipher = ChunkCipher.New(ChunkBytes);
            await using (var content = new DatabaseChunkStream(database, plain.Content, plain.Bytes, null, $"The artifact '{name}' of {plain.Activity}"))
                await SaveAsync(id, name, content, long.MaxValue, cipher, cancellationToken);
            var key = await sealer.SealAsync(SealedPlace.ArtifactKey(plain.Activity, name), cipher.Header(), cancellationToken);
            kept = await database.WriteInTurnAsync($"artifact {plain.Activity}\n{name}", async session =>
            {
                if (await TouchAsync(session, id) == 0) return false;
                var changed = await session.RunAsync("UPDATE artifact SET content = $content, key = $key WHERE activity = $activity AND name = $name AND content = $plain AND key IS NULL",
                    ("$content", id), ("$key", key), ("$activity", plain.Activity), ("$name", plain.Name), ("$plain", plain.Content)) == 1;
                if (changed) await TouchAsync(session, plain.Content);
                return changed;
            }, CancellationToken.None);
        }
        finally
        {
            if (!kept) await DeleteUnnamedAsync(id);
        }
    }
}
