using System.Globalization;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Protection;
using Actors.Storage.Sql;
using Orleans.Storage;

namespace Actors.Storage.GrainState;

/// <summary>
/// Grain states, sealed, with their index columns, one row each. The row's version is the ETag. A cleared state leaves a row without payload, so
/// that an activation from before cannot bring it back.
/// </summary>
internal sealed class SqlGrainStorage(SqlDatabase database, IStateWriter writer, ISealer sealer, StorageOptions options, TimeProvider clock) : IGrainStorage
{
    private sealed record Row(byte[]? Payload, long Version);

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        RequireIndexed<T>(stateName, grainId);
        var row = await database.ReadAsync(session => session.SingleAsync(
            "SELECT payload, version FROM grain_state WHERE kind = $kind AND key = $key AND name = $name",
            r => new Row(r.IsDBNull(0) ? null : r.GetFieldValue<byte[]>(0), r.GetInt64(1)),
            ("$kind", Kind(grainId)), ("$key", Key(grainId)), ("$name", stateName)), CancellationToken.None);
        grainState.State = row?.Payload is { } payload
            ? StateJson.Deserialize<T>(await sealer.OpenAsync(Place(stateName, grainId), payload, CancellationToken.None))
            : Activator.CreateInstance<T>();
        grainState.RecordExists = row?.Payload is not null;
        grainState.ETag = row is null ? null : Text(row.Version);
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        RequireIndexed<T>(stateName, grainId);
        var index = ((IIndexedState)grainState.State!).GetIndex();
        var payload = StateJson.Serialize(grainState.State);
        if (payload.Length > options.StateBytes) throw new SizeLimitException($"The state '{stateName}' of {grainId}", options.StateBytes);
        grainState.ETag = await PutAsync(stateName, grainId, grainState.ETag, await sealer.SealAsync(Place(stateName, grainId), payload, CancellationToken.None), index);
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
        long? expected = etag is null ? null : long.Parse(etag, CultureInfo.InvariantCulture);
        var (version, inTheWay) = await MeasuredAsync(new(Kind(grain), Key(grain), name, expected, payload, key[0], key.Count > 1 ? key[1] : "", index, clock.Now()));
        if (inTheWay != 0)
        {
            throw new InconsistentStateException($"The state '{name}' of {grain} was changed by another activation.",
                storedEtag: inTheWay == StateWritten.None ? "none" : Text(inTheWay), currentEtag: etag ?? "none");
        }
        return version == 0 ? null : Text(version);
    }

    private async Task<StateWritten> MeasuredAsync(StateWrite write)
    {
        var (began, outcome) = (clock.GetTimestamp(), "failed");
        try
        {
            var written = await writer.WriteAsync(write);
            outcome = written.InTheWay == 0 ? "written" : "conflict";
            return written;
        }
        finally
        {
            StorageMetrics.Wrote(writer.Store, outcome, clock.GetElapsedTime(began));
        }
    }

    private static void RequireIndexed<T>(string name, GrainId grain)
    {
        if (!typeof(IIndexedState).IsAssignableFrom(typeof(T)))
            throw new InvalidOperationException($"The state '{name}' of {grain} is a {typeof(T)}, which does not implement {nameof(IIndexedState)}; without index columns it could not be listed.");
    }

    private static SealedPlace Place(string name, GrainId grain) => SealedPlace.GrainState(Kind(grain), Key(grain), name);

    private static string Kind(GrainId grain) => grain.Type.ToString()!;

    private static string Key(GrainId grain) => grain.Key.ToString()!;

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);
}
