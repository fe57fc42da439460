using System.Data.Common;
using Actors.Contracts.Storage;
using Actors.Storage.Protection;
using Actors.Storage.Sql;
using Microsoft.Extensions.Logging;

namespace Actors.Storage.GrainState;

/// <summary>Lists grain states from their index columns.</summary>
internal sealed partial class SqlStateIndex(SqlDatabase database, ISealer sealer, ILogger<SqlStateIndex> logger) : IStateIndex
{
    private const string KeyColumns = "key, name, status, open, due, fence";

    private sealed record Stored(string Key, string Name, StateIndex Index, byte[]? Payload);

    public async Task<IReadOnlyList<StateRow>> ListAsync(StateQuery query, CancellationToken cancellationToken)
    {
        var (sql, arguments) = Statement(query);
        var stored = await database.ReadAsync(session => session.QueryAsync(sql, Row, arguments), cancellationToken);
        var rows = new List<StateRow>(stored.Count);
        foreach (var (key, name, index, payload) in stored)
            rows.Add(new(key, index, payload is null ? null : await OpenAsync(query.Kind, key, name, payload, cancellationToken)));
        return rows;
    }

    // One that is damaged must not hide all the others; the caller decides what it is worth.
    private async ValueTask<ReadOnlyMemory<byte>?> OpenAsync(string kind, string key, string name, byte[] payload, CancellationToken cancellationToken)
    {
        try
        {
            return await sealer.OpenAsync(SealedPlace.GrainState(kind, key, name), payload, cancellationToken);
        }
        catch (DamagedException error)
        {
            LogCannotBeOpened(kind, key, name, error.Message);
            return null;
        }
    }

    /// <summary>The query and its parameters.</summary>
    internal static SqlStatement Statement(StateQuery query)
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
        var columns = query.KeysOnly ? KeyColumns : $"{KeyColumns}, payload";
        var rows = query.OpenOrDueAt is null
            ? $"SELECT {columns} FROM grain_state WHERE {conditions}"
            // Two indexes, each a short list, found before they are sorted: most rows are neither open nor due. A row is in one of the two.
            : $"""
                WITH listed AS MATERIALIZED (
                    SELECT {columns} FROM grain_state WHERE {conditions} AND open = 1
                    UNION ALL SELECT {columns} FROM grain_state WHERE {conditions} AND open = 0 AND due IS NOT NULL AND due <= $at)
                SELECT {columns} FROM listed
                """;
        return new($"{rows} ORDER BY key, name LIMIT $limit", [.. arguments]);
    }

    private static Stored Row(DbDataReader row) => new(
        row.GetString(0), row.GetString(1),
        new StateIndex(row.GetString(2), row.GetInt64(3) != 0, row.IsDBNull(4) ? null : SqlTime.At(row, 4), row.IsDBNull(5) ? null : row.GetInt32(5)),
        row.FieldCount > 6 ? row.GetFieldValue<byte[]>(6) : null);
}
