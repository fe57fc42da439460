using Actors.Storage.Sqlite;

namespace Actors.Storage.GrainState;

/// <summary>Writes grain states to the file, whose every write shares its commit with others.</summary>
internal sealed class SqliteStateWriter(SqliteDatabase database) : IStateWriter
{
    public string Store => StorageMetrics.Sqlite;

    public async Task<StateWritten> WriteAsync(StateWrite write) =>
        (await database.WriteAsync(session => StateWrite.RunAsync(session, [write]), CancellationToken.None))[0];
}
