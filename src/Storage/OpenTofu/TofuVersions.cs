using System.Data.Common;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Sql;

namespace Actors.Storage.OpenTofu;

/// <summary>Versions of OpenTofu states, inside the caller's transaction: their contents, and beside them what is known of each.</summary>
internal static class TofuVersions
{
    /// <summary>Number of the version that comes next, of those kept aside too.</summary>
    public const string Next = "(SELECT coalesce(max(version), 0) + 1 FROM tofu_state WHERE resource = $resource)";

    // What stands behind the content is not touched where it can be helped: a database would read all of the content to get there.
    private const string Columns = """
        s.version, s.aside, s.activity, s.attempt, coalesce(v.changed, s.created),
        v.origin, v.source, v.author, v.serial, v.lineage, v.hash, v.bytes, CASE WHEN v.hash IS NULL THEN s.state END
        """;

    /// <summary>Number of the current version; 0: none.</summary>
    public static ValueTask<long> CurrentAsync(SqlSession session, string resource) =>
        session.ScalarAsync<long>("SELECT max(version) FROM tofu_state WHERE resource = $resource AND aside = 0", ("$resource", resource));

    /// <summary>How many are kept aside.</summary>
    public static ValueTask<long> AsideAsync(SqlSession session, string resource) =>
        session.ScalarAsync<long>("SELECT count(*) FROM tofu_state WHERE resource = $resource AND aside = 1", ("$resource", resource));

    /// <summary>Whether an attempt has written this very state.</summary>
    public static async ValueTask<bool> HasAsync(SqlSession session, string resource, AttemptId attempt, TofuContent state) =>
        await session.ScalarAsync<long>("""
            SELECT count(*) FROM tofu_state s JOIN tofu_version v ON v.resource = s.resource AND v.version = s.version
            WHERE s.resource = $resource AND s.activity = $activity AND s.attempt = $attempt AND v.mac = $mac
            """, ("$resource", resource), Fence.Activity(attempt), Fence.Number(attempt), ("$mac", state.Mac)) > 0;

    /// <summary>All of a state, newest first, and the bytes of those of which nothing is known.</summary>
    public static async ValueTask<List<TofuVersionRow>> RowsAsync(SqlSession session, string resource)
    {
        var rows = await session.QueryAsync($"""
            SELECT {Columns} FROM tofu_state s LEFT JOIN tofu_version v ON v.resource = s.resource AND v.version = s.version
            WHERE s.resource = $resource ORDER BY s.version DESC
            """, Row, ("$resource", resource));
        var current = rows.FindIndex(row => !row.Version.IsKeptAside);
        if (current >= 0) rows[current] = rows[current] with { Version = rows[current].Version with { IsCurrent = true } };
        return rows;
    }

    /// <summary>The content of a version, of the current one without a number, and what tells it; null for one of which that is not known.</summary>
    public static ValueTask<TofuStored?> FindAsync(SqlSession session, string resource, long? version) =>
        session.SingleAsync($"""
            SELECT s.version, s.state, v.mac FROM tofu_state s LEFT JOIN tofu_version v ON v.resource = s.resource AND v.version = s.version
            WHERE s.resource = $resource AND {(version is null ? "s.aside = 0" : "s.version = $version")} ORDER BY s.version DESC LIMIT 1
            """,
            row => new TofuStored(row.GetInt64(0), row.GetFieldValue<byte[]>(1), row.IsDBNull(2) || row.GetString(2) is not { Length: > 0 } mac ? null : mac),
            [("$resource", resource), .. version is { } number ? new (string, object?)[] { ("$version", number) } : []]);

    /// <summary>Describes a version whose content was stored just now.</summary>
    public static ValueTask<int> DescribeAsync(SqlSession session, string resource, long version, TofuContent content, long now, long? source = null, string? author = null) =>
        session.RunAsync("""
            INSERT INTO tofu_version(resource, version, origin, source, author, serial, lineage, mac, hash, bytes, changed)
            VALUES($resource, $version, $origin, CAST($source AS BIGINT), $author, CAST($serial AS BIGINT), $lineage, $mac, $hash, $bytes, $now)
            """, ("$resource", resource), ("$version", version), ("$origin", (long)(source is null ? TofuStateOrigin.Written : TofuStateOrigin.Restored)), ("$source", source), ("$author", author),
            ("$serial", content.Facts.Serial), ("$lineage", content.Facts.Lineage), ("$mac", content.Mac), ("$hash", content.Hash), ("$bytes", content.Facts.Bytes), ("$now", now));

    /// <summary>Describes a version that an older program stored and did not describe, or not in this way.</summary>
    public static ValueTask<int> DescribeOlderAsync(SqlSession session, string resource, long version, TofuContent content) =>
        session.RunAsync("""
            INSERT INTO tofu_version(resource, version, origin, source, author, serial, lineage, mac, hash, bytes, changed)
            SELECT resource, version, 0, NULL, NULL, CAST($serial AS BIGINT), $lineage, $mac, $hash, $bytes, created FROM tofu_state WHERE resource = $resource AND version = $version
            ON CONFLICT(resource, version) DO UPDATE SET serial = CAST($serial AS BIGINT), lineage = $lineage, mac = $mac, hash = $hash, bytes = $bytes
            """, ("$resource", resource), ("$version", version), ("$serial", content.Facts.Serial), ("$lineage", content.Facts.Lineage), ("$mac", content.Mac), ("$hash", content.Hash), ("$bytes", content.Facts.Bytes));

    /// <summary>Makes the newest of those kept aside the current version.</summary>
    public static async ValueTask AdoptAsync(SqlSession session, string resource, long now)
    {
        var adopted = await session.ScalarAsync<long>($"""
            UPDATE tofu_state SET aside = 0, version = {Next}
            WHERE resource = $resource AND version = (SELECT max(version) FROM tofu_state WHERE resource = $resource AND aside = 1) RETURNING version
            """, ("$resource", resource));
        await session.RunAsync("UPDATE tofu_version SET origin = $origin, changed = $now WHERE resource = $resource AND version = $version",
            ("$origin", (long)TofuStateOrigin.Adopted), ("$now", now), ("$resource", resource), ("$version", adopted));
    }

    /// <summary>Deletes all but so many of the newest; those kept aside stay.</summary>
    public static ValueTask<int> PruneAsync(SqlSession session, string resource, int keep) =>
        session.RunAsync("""
            DELETE FROM tofu_state WHERE resource = $resource AND aside = 0 AND version NOT IN
                (SELECT version FROM tofu_state WHERE resource = $resource AND aside = 0 ORDER BY version DESC LIMIT $keep)
            """, ("$resource", resource), ("$keep", keep));

    private static TofuVersionRow Row(DbDataReader row) => new(new(row.GetInt64(0))
    {
        IsKeptAside = row.GetInt64(1) == 1,
        Attempt = row.GetString(2) is { Length: > 0 } activity ? new AttemptId(activity, row.GetInt32(3)) : null,
        At = SqlTime.At(row, 4),
        Origin = row.IsDBNull(5) ? TofuStateOrigin.Written : (TofuStateOrigin)row.GetInt64(5),
        Source = row.IsDBNull(6) ? null : row.GetInt64(6),
        By = row.IsDBNull(7) ? null : row.GetString(7),
        Serial = row.IsDBNull(8) ? null : row.GetInt64(8),
        Lineage = row.IsDBNull(9) ? null : row.GetString(9),
        Sha256 = "",
        Bytes = row.IsDBNull(11) ? 0 : row.GetInt64(11),
    }, row.IsDBNull(12) ? null : row.GetFieldValue<byte[]>(12), row.IsDBNull(10) ? null : row.GetFieldValue<byte[]>(10));
}
