using Actors.Storage.Sql;

namespace Actors.Storage.Artifacts;

/// <summary>Deletes chunks that no row names: of uploads that ended in the middle, and of artifacts that were replaced or deleted.</summary>
internal sealed class PostgreSqlArtifactSweeper(SqlDatabase database, StorageOptions options, TimeProvider clock) : IArtifactSweeper
{
    private const string Orphan = "touched < $before AND NOT EXISTS(SELECT 1 FROM artifact WHERE content = id)";

    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var before = (clock.GetUtcNow() - options.OrphanAge).UtcTicks;
        var deleted = 0;
        while (await NextAsync(before, cancellationToken) is { Count: > 0 } ids)
        {
            // One by one: each may have many chunks, and whoever names one meanwhile has touched it.
            foreach (var id in ids)
                deleted += await database.WriteAsync(session => session.RunAsync($"DELETE FROM artifact_content WHERE id = $id AND {Orphan}", ("$id", id), ("$before", before)), cancellationToken);
        }
        return deleted;
    }

    private Task<List<long>> NextAsync(long before, CancellationToken cancellationToken) => database.ReadAsync(session =>
        session.QueryAsync($"SELECT id FROM artifact_content WHERE {Orphan} ORDER BY id LIMIT 100", row => row.GetInt64(0), ("$before", before)), cancellationToken);
}
