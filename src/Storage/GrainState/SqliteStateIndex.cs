using Actors.Contracts.Storage;
using Actors.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Actors.Storage.GrainState;

/// <summary>Lists grain states from their index columns.</summary>
internal sealed class SqliteStateIndex(SqliteDatabase database) : IStateIndex
{
    public Task<IReadOnlyList<StateRow>> ListAsync(StateQuery query, CancellationToken cancellationToken)
    {
        var (sql, arguments) = Sql(query);
        return database.ReadAsync<IReadOnlyList<StateRow>>(session => session.Query(sql, Row, arguments), cancellationToken);
    }

    /// <summary>The query and its parameters.</summary>
    internal static (string Sql, (string, object?)[] Arguments) Sql(StateQuery query)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, 1000);
        var arguments = new List<(string, object?)> { ("$kind", query.Kind), ("$limit", query.Limit) };
        var conditions = "kind = $kind AND payload IS NOT NULL";
        if (query.Under is { } under)
        {
            conditions += $" AND {KeyRange.Condition("key")}";
            arguments.Add(KeyRange.Under(under));
        }
        if (query.After is { } after)
        {
            conditions += " AND key > $after";
            arguments.Add(("$after", after));
        }
        if (query.Open is { } open) conditions += open ? " AND open = 1" : " AND open = 0";
        if (query.OpenOrDueAt is { } at) arguments.Add(("$at", at.UtcTicks));
        var source = query.OpenOrDueAt is null
            ? $"SELECT rowid FROM grain_state WHERE {conditions}"
            // Two indexes, each a short list: most rows are neither open nor due.
            : $"SELECT rowid FROM grain_state WHERE {conditions} AND open = 1 UNION SELECT rowid FROM grain_state WHERE {conditions} AND due IS NOT NULL AND due <= $at";
        return ($"SELECT key, status, open, due, fence, payload FROM grain_state WHERE rowid IN ({source}) ORDER BY key, name LIMIT $limit", [.. arguments]);
    }

    private static StateRow Row(SqliteDataReader row) => new(
        row.GetString(0),
        new StateIndex(row.GetString(1), row.GetBoolean(2), row.IsDBNull(3) ? null : SqlTime.At(row, 3), row.IsDBNull(4) ? null : row.GetInt32(4)),
        row.GetFieldValue<byte[]>(5));
}
