using System.Text;
using Actors.Storage.Protection;
using Actors.Storage.Protection.Older;
using Actors.Storage.Sql;

namespace Actors.Storage.Artifacts;

/// <content>What older builds left plain becomes sealed chunks of their own; the plain ones stay for a while, for those who are reading them.</content>
internal sealed partial class PostgreSqlArtifactStore : IPlainContent
{
    private sealed record Older(string Activity, byte[] Name, long Content, long Bytes);

    public Task<int> SealAsync(CancellationToken cancellationToken) => PlainArtifacts.SealAsync(
        new Older("", [], 0, 0),
        last => database.ReadAsync(session => session.QueryAsync(
            "SELECT activity, name, content, bytes FROM artifact WHERE key IS NULL AND (activity, name) > ($activity, $name) ORDER BY activity, name LIMIT $limit",
            row => new Older(row.GetString(0), row.GetFieldValue<byte[]>(1), row.GetInt64(2), row.GetInt64(3)), ("$activity", last.Activity), ("$name", last.Name), ("$limit", PlainArtifacts.Batch)), cancellationToken),
        plain => SealAsync(plain, cancellationToken),
        plain => $"'{Encoding.UTF8.GetString(plain.Name)}' of {plain.Activity}");

    public ValueTask<bool> IsLeftAsync(SqlSession session, CancellationToken cancellationToken) => PlainArtifacts.IsLeftAsync(session);

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
