using System.Text;
using Actors.Contracts.Storage;
using Actors.Storage.Protection;
using Actors.Storage.Protection.Older;
using Actors.Storage.Sql;

namespace Actors.Storage.OpenTofu;

/// <summary>Versions of OpenTofu states that are plain, or of which nothing tells the content: both are mended together, so that none can stand in the place of another.</summary>
internal sealed class PlainTofuStates(SqlDatabase database, ISealer sealer, IInstallationStore installations) : IPlainContent
{
    private const int Batch = 200;
    private const string Known = "v.mac IS NOT NULL AND v.mac <> '' AND v.hash IS NOT NULL";

    private readonly KeyedMac _mac = new(installations, SealedTofuStateStore.MacPurpose);

    private static readonly Place Start = new("", 0);

    private sealed record Place(string Resource, long Version);

    private sealed record Stored(byte[] State, bool IsKnown);

    public async Task<int> SealAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        for (Place? last = null; ;)
        {
            var places = await database.ReadAsync(session => PlacesAsync(session, last ?? Start, $"{Sealer.IsPlain("s.state")} OR NOT ({Known})"), cancellationToken);
            foreach (var place in places) count += await SealAsync(place, cancellationToken);
            if (places.Count < Batch) return count;
            last = places[^1];
        }
    }

    // A version that is adopted gets another number, which a round may have passed already. One that is described is sealed, or was put there: the content itself need not be looked at.
    public async ValueTask<bool> IsLeftAsync(SqlSession session, CancellationToken cancellationToken)
    {
        for (var last = Start; ;)
        {
            var places = await PlacesAsync(session, last, $"NOT ({Known})");
            foreach (var place in places)
            {
                if (await ReadAsync(session, place) is { } stored && await OpenAsync(place, stored, cancellationToken) is not null) return true;
            }
            if (places.Count < Batch) return false;
            last = places[^1];
        }
    }

    private static ValueTask<List<Place>> PlacesAsync(SqlSession session, Place after, string condition) => session.QueryAsync($"""
        SELECT s.resource, s.version FROM tofu_state s LEFT JOIN tofu_version v ON v.resource = s.resource AND v.version = s.version
        WHERE ({condition}) AND (s.resource, s.version) > ($resource, $version) ORDER BY s.resource, s.version LIMIT $limit
        """, row => new Place(row.GetString(0), row.GetInt64(1)), Sealer.Mark, ("$resource", after.Resource), ("$version", after.Version), ("$limit", Batch));

    private static ValueTask<Stored?> ReadAsync(SqlSession session, Place place) => session.SingleAsync($"""
        SELECT s.state, CASE WHEN {Known} THEN 1 ELSE 0 END FROM tofu_state s LEFT JOIN tofu_version v ON v.resource = s.resource AND v.version = s.version
        WHERE s.resource = $resource AND s.version = $version
        """, row => new Stored(row.GetFieldValue<byte[]>(0), row.GetInt64(1) == 1), Key(place));

    private static (string, object?)[] Key(Place place) => [("$resource", place.Resource), ("$version", place.Version)];

    private async Task<int> SealAsync(Place place, CancellationToken cancellationToken)
    {
        // It was there just now: it has another number, or was deleted.
        if (await database.ReadAsync(session => ReadAsync(session, place), cancellationToken) is not { } stored) return 1;
        if (await OpenAsync(place, stored, cancellationToken) is not { } state) return 0;
        var facts = TofuStateFacts.Of(state);
        var content = new TofuContent(
            Sealer.IsSealed(stored.State) ? stored.State : await sealer.SealAsync(SealedPlace.TofuState(place.Resource), state, cancellationToken),
            facts, await _mac.OfAsync(place.Resource, state, cancellationToken), await sealer.SealAsync(SealedPlace.TofuHash(place.Resource), Encoding.ASCII.GetBytes(facts.Sha256), cancellationToken));
        await database.WriteInTurnAsync(SqlTofuStateStore.Turn(place.Resource), async session =>
        {
            var changed = await session.RunAsync("UPDATE tofu_state SET state = $state WHERE resource = $resource AND version = $version AND state = $plain",
                [.. Key(place), ("$state", content.Stored), ("$plain", stored.State)]);
            if (changed == 1 && !stored.IsKnown) await TofuVersions.DescribeOlderAsync(session, place.Resource, place.Version, content);
            return changed;
        }, cancellationToken);
        return 1;
    }

    // One whose HMAC tells another content was put there; one that is sealed and does not open is damaged. Neither is plain, and both are refused when they are read.
    private async ValueTask<byte[]?> OpenAsync(Place place, Stored stored, CancellationToken cancellationToken)
    {
        if (stored.IsKnown) return null;
        try
        {
            return await sealer.OpenAsync(SealedPlace.TofuState(place.Resource), stored.State, cancellationToken);
        }
        catch (DamagedException)
        {
            return null;
        }
    }
}
