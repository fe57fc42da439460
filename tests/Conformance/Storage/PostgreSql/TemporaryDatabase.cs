using System.Text;
using Npgsql;

namespace Actors.Conformance.Storage.PostgreSql;

/// <summary>A database that is dropped in the end, whoever is still connected.</summary>
public sealed class TemporaryDatabase(PostgreSqlServer server, string name) : IAsyncDisposable
{
    /// <summary>For the user who owns it, and who is no superuser.</summary>
    public string ConnectionString { get; } = server.ConnectionString(name, PostgreSqlServer.User);

    /// <summary>Runs a statement as the superuser; returns the first column of the first row.</summary>
    public async Task<object?> ExecuteAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>All rows as text, bytes in hexadecimal digits.</summary>
    public async Task<IReadOnlyList<byte[]>> DumpAsync()
    {
        await using var connection = await ConnectAsync();
        var tables = await ReadAsync(connection, "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'actors'");
        var rows = new List<byte[]>();
        foreach (var table in tables) rows.AddRange((await ReadAsync(connection, $"SELECT t::text FROM {table} t")).Select(Encoding.UTF8.GetBytes));
        return rows;
    }

    /// <summary>Puts an artifact there as builds did that sealed nothing.</summary>
    public Task PutPlainArtifactAsync(string activity, string name, byte[] bytes) => ExecuteAsync($"""
        WITH content AS (INSERT INTO artifact_content(touched) VALUES(1) RETURNING id),
            chunk AS (INSERT INTO artifact_chunk(content, start, bytes) SELECT id, 0, '\x{Convert.ToHexString(bytes)}' FROM content)
        INSERT INTO artifact(activity, name, attempt, content, bytes) SELECT '{activity}', convert_to('{name}', 'UTF8'), 1, id, {bytes.Length} FROM content
        """);

    /// <summary>Takes the bytes of an artifact away.</summary>
    public Task LoseArtifactAsync(string activity, string name) => ExecuteAsync(
        $"DELETE FROM artifact_chunk WHERE content = (SELECT content FROM artifact WHERE activity = '{activity}' AND name = convert_to('{name}', 'UTF8'))");

    /// <summary>A connection of the superuser that knows nothing of the store.</summary>
    public async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(server.ConnectionString(name, PostgreSqlServer.Superuser) + ";Pooling=false;Search Path=actors");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<List<string>> ReadAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await reader.ReadAsync()) texts.Add(reader.GetString(0));
        return texts;
    }

    public async ValueTask DisposeAsync() => await server.ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
}
