using Actors.Storage.Sql;

namespace Actors.Storage.Protection.Older;

/// <summary>Rows with one payload. Keys are read in batches, payloads one by one: they may be large.</summary>
internal sealed class PlainRows(SqlDatabase database, ISealer sealer) : IPlainContent
{
    private const int Batch = 200;

    public async Task<int> SealAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var table in PlainTable.All) count += await SealAsync(table, cancellationToken);
        return count;
    }

    // A row keeps its key: what no round finds is not there.
    public ValueTask<bool> IsLeftAsync(SqlSession session, CancellationToken cancellationToken) => new(false);

    private async Task<int> SealAsync(PlainTable table, CancellationToken cancellationToken)
    {
        var count = 0;
        for (string[]? last = null; ;)
        {
            var keys = await KeysAsync(table, last, cancellationToken);
            foreach (var key in keys) await SealAsync(table, key, cancellationToken);
            count += keys.Count;
            if (keys.Count < Batch) return count;
            last = keys[^1];
        }
    }

    private Task<List<string[]>> KeysAsync(PlainTable table, string[]? after, CancellationToken cancellationToken)
    {
        var columns = string.Join(", ", table.Key);
        (string, object?)[] arguments = [Sealer.Mark, ("$limit", Batch), .. after is null ? [] : PlainTable.Arguments(after)];
        return database.ReadAsync(session => session.QueryAsync(
            $"SELECT {columns} FROM {table.Name} WHERE {table.Payload} IS NOT NULL AND {Sealer.IsPlain(table.Payload)}{(after is null ? "" : $" AND {table.After}")} ORDER BY {columns} LIMIT $limit",
            row => Enumerable.Range(0, table.Key.Length).Select(row.GetString).ToArray(), arguments), cancellationToken);
    }

    private async Task SealAsync(PlainTable table, string[] key, CancellationToken cancellationToken)
    {
        var arguments = PlainTable.Arguments(key).ToArray();
        var plain = await database.ReadAsync(session => session.ScalarAsync<byte[]>($"SELECT {table.Payload} FROM {table.Name} WHERE {table.ByKey}", arguments), cancellationToken);
        if (plain is null || Sealer.IsSealed(plain)) return;
        var payload = await sealer.SealAsync(table.Place(key), plain, cancellationToken);
        await database.WriteAsync(session => session.RunAsync(
            $"UPDATE {table.Name} SET {table.Payload} = $payload WHERE {table.ByKey} AND {table.Payload} = $plain", [.. arguments, ("$payload", payload), ("$plain", plain)]), cancellationToken);
    }
}
