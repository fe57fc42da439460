using System.Globalization;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Sqlite;
using Microsoft.Extensions.Options;
using Orleans.Storage;

namespace Actors.Storage.GrainState;

/// <summary>
/// Grain states with their index columns, one row each. The row's version is the ETag. A cleared state leaves a row without payload, so
/// that an activation from before cannot bring it back.
/// </summary>
internal sealed class SqliteGrainStorage(SqliteDatabase database, IOptions<SqliteStorageOptions> options, TimeProvider clock) : IGrainStorage
{
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        RequireIndexed<T>(stateName, grainId);
        var row = await database.ReadAsync(session => session.Query(
            "SELECT payload, version FROM grain_state WHERE kind = $kind AND key = $key AND name = $name",
            r => (Payload: r.IsDBNull(0) ? null : r.GetFieldValue<byte[]>(0), Version: r.GetInt64(1)),
            ("$kind", Kind(grainId)), ("$key", Key(grainId)), ("$name", stateName)), CancellationToken.None);
        var payload = row.Count == 1 ? row[0].Payload : null;
        grainState.State = payload is null ? Activator.CreateInstance<T>() : StateJson.Deserialize<T>(payload);
        grainState.RecordExists = payload is not null;
        grainState.ETag = row.Count == 1 ? Text(row[0].Version) : null;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        RequireIndexed<T>(stateName, grainId);
        var index = ((IIndexedState)grainState.State!).GetIndex();
        var payload = StateJson.Serialize(grainState.State);
        if (payload.Length > options.Value.StateBytes) throw new SizeLimitException($"The state '{stateName}' of {grainId}", options.Value.StateBytes);
        grainState.ETag = await PutAsync(stateName, grainId, grainState.ETag, payload, index);
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        RequireIndexed<T>(stateName, grainId);
        grainState.ETag = await PutAsync(stateName, grainId, grainState.ETag, null, new StateIndex("", Open: false));
        grainState.RecordExists = false;
        grainState.State = Activator.CreateInstance<T>();
    }

    private async Task<string?> PutAsync(string name, GrainId grain, string? etag, byte[]? payload, StateIndex index)
    {
        var key = ActorKey.Parse(Key(grain)).Segments;
        (string, object?)[] arguments =
        [
            ("$kind", Kind(grain)), ("$key", Key(grain)), ("$name", name), ("$payload", payload),
            ("$organisation", key[0]), ("$project", key.Count > 1 ? key[1] : ""),
            ("$status", index.Status), ("$open", index.Open ? 1L : 0L), ("$due", index.Due?.UtcTicks), ("$fence", index.Fence),
            ("$modified", clock.Now()), ("$expected", etag is null ? null : long.Parse(etag, CultureInfo.InvariantCulture)),
        ];
        var (written, stored) = await database.WriteAsync(session =>
        {
            // Nothing there and nothing to clear.
            if (etag is null && payload is null && Stored(session, arguments) is null) return (0L, null);
            var version = session.Scalar<long>(etag is null ? Insert : Update, etag is null ? arguments.AsSpan(..^1) : arguments);
            return (version, version == 0 ? Stored(session, arguments) ?? "none" : null);
        }, CancellationToken.None);
        if (stored is not null)
            throw new InconsistentStateException($"The state '{name}' of {grain} was changed by another activation.", storedEtag: stored, currentEtag: etag ?? "none");
        return written == 0 ? null : Text(written);
    }

    private static string? Stored(SqlSession session, (string, object?)[] arguments) =>
        session.Scalar<long>("SELECT version FROM grain_state WHERE kind = $kind AND key = $key AND name = $name", arguments.AsSpan(..3)) is > 0 and var version ? Text(version) : null;

    private static void RequireIndexed<T>(string name, GrainId grain)
    {
        if (!typeof(IIndexedState).IsAssignableFrom(typeof(T)))
            throw new InvalidOperationException($"The state '{name}' of {grain} is a {typeof(T)}, which does not implement {nameof(IIndexedState)}; without index columns it could not be listed.");
    }

    private static string Kind(GrainId grain) => grain.Type.ToString()!;

    private static string Key(GrainId grain) => grain.Key.ToString()!;

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);

    private const string Insert = """
        INSERT INTO grain_state(kind, key, name, payload, version, organisation, project, status, open, due, fence, modified)
        VALUES($kind, $key, $name, $payload, 1, $organisation, $project, $status, $open, $due, $fence, $modified)
        ON CONFLICT DO NOTHING RETURNING version
        """;

    private const string Update = """
        UPDATE grain_state SET payload = $payload, version = version + 1, organisation = $organisation, project = $project,
            status = $status, open = $open, due = $due, fence = $fence, modified = $modified
        WHERE kind = $kind AND key = $key AND name = $name AND version = $expected RETURNING version
        """;
}
