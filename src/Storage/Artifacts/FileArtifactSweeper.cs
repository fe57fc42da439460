using Actors.Storage.Sql;
using Microsoft.Extensions.Options;

namespace Actors.Storage.Artifacts;

/// <summary>Deletes files that no row names: left by a process that was killed between writing the file and writing the row.</summary>
internal sealed class FileArtifactSweeper(SqlDatabase database, IOptions<SqliteStorageOptions> options, TimeProvider clock) : IArtifactSweeper
{
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var folder = new DirectoryInfo(options.Value.ArtifactFolder);
        if (!folder.Exists) return 0;
        var youngest = clock.GetUtcNow() - options.Value.OrphanAge;
        var deleted = 0;
        foreach (var file in folder.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            if (file.LastWriteTimeUtc > youngest.UtcDateTime) continue;
            var known = await database.ReadAsync(session => session.ScalarAsync<long>("SELECT count(*) FROM artifact WHERE file = $file", ("$file", file.Name)), cancellationToken);
            if (known > 0) continue;
            file.Delete();
            deleted++;
        }
        return deleted;
    }
}
