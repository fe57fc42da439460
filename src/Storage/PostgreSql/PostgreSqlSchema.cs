using Actors.Storage.Sql;
using Npgsql;

namespace Actors.Storage.PostgreSql;

/// <summary>Applies the schema. Silos that start at once wait for each other; whoever comes second finds it done.</summary>
internal sealed class PostgreSqlSchema(PostgreSqlConnections connections)
{
    /// <summary>Version of the schema that this build reads and writes.</summary>
    public const int Current = 6;

    // PostgreSQL 13 is the first that tells the outcome of a transaction by its 64-bit number.
    private const int OldestServer = 130000;

    private const string Timeline = "left(pg_walfile_name(pg_current_wal_lsn()), 8)";

    /// <summary>Brings the database to <see cref="Current"/>; returns how a transaction asks for its ticket.</summary>
    /// <exception cref="InvalidOperationException">It was written by a newer build, is of something else, must be changed while other silos use it, or the server cannot be used.</exception>
    /// <exception cref="UnauthorizedAccessException">A right is missing.</exception>
    public async Task<string> ApplyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await connections.OpenAsync(cancellationToken);
        await CheckServerAsync(connection, cancellationToken);
        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            try
            {
                await ApplyAsync(connection, cancellationToken);
            }
            catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.InsufficientPrivilege)
            {
                throw new UnauthorizedAccessException($"The user of the database {connections.Name} may not make the schema '{connections.Schema}' or its tables: {error.MessageText}. Let its owner run: "
                    + $"CREATE SCHEMA {connections.Schema} AUTHORIZATION the_user;", error);
            }
            await transaction.CommitAsync(cancellationToken);
        }
        return $"SELECT pg_current_xact_id()::text, {(await TellsTimelineAsync(connection, cancellationToken) ? Timeline : "''")}";
    }

    private async Task ApplyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // Others may be making it just now, which takes as long as it takes.
        await ScalarAsync<string>(connection, "SELECT set_config('lock_timeout', '60s', true)", cancellationToken);
        await ScalarAsync<object>(connection, $"SELECT pg_advisory_xact_lock({Turn.Number(connections.Schema, "schema")})", cancellationToken);
        var version = await VersionAsync(connection, cancellationToken);
        if (version > Current)
        {
            throw new InvalidOperationException($"The database {connections.Name} has schema {version}, written by a newer build; this build knows up to {Current}. "
                + "Start the newer build, or restore a backup.");
        }
        if (version is > 0 and < Current) SilosAtWork.Refuse($"database {connections.Name}", version, Current, await SilosAsync(connection, cancellationToken));
        for (var next = version + 1; next <= Current; next++)
        {
            await RunAsync(connection, Script(next), cancellationToken);
            await RunAsync(connection, $"INSERT INTO schema_version(version, applied) VALUES({next}, now())", cancellationToken);
        }
    }

    private async Task<int> VersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var schema = connections.Schema;
        if (await ScalarAsync<bool>(connection, $"SELECT to_regclass('{schema}.schema_version') IS NOT NULL", cancellationToken))
            return await ScalarAsync<int>(connection, $"SELECT max(version) FROM {schema}.schema_version", cancellationToken);
        if (await ScalarAsync<long>(connection, $"SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'v', 'm', 'p') AND relnamespace = to_regnamespace('{schema}')", cancellationToken) > 0)
        {
            throw new InvalidOperationException($"The schema '{schema}' of the database {connections.Name} holds tables of something else. "
                + "Name another schema (Search Path=…) or database.");
        }
        if (!await ScalarAsync<bool>(connection, $"SELECT to_regnamespace('{schema}') IS NOT NULL", cancellationToken)) await RunAsync(connection, $"CREATE SCHEMA {schema}", cancellationToken);
        await RunAsync(connection, $"CREATE TABLE {schema}.schema_version(version INTEGER PRIMARY KEY, applied TIMESTAMPTZ NOT NULL)", cancellationToken);
        return 0;
    }

    private async Task<string[]> SilosAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => await ScalarAsync<string[]>(connection, $"""
        SELECT array_agg(siloname ORDER BY siloname) FROM (SELECT siloname FROM {connections.Schema}.membership
            WHERE {SilosAtWork.Condition} AND iamalivetime > now() - interval '{SilosAtWork.Seconds} seconds' ORDER BY siloname LIMIT 10) silos
        """, cancellationToken) ?? [];

    private async Task CheckServerAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await ScalarAsync<int>(connection, "SELECT current_setting('server_version_num')::int", cancellationToken) < OldestServer)
            throw new InvalidOperationException($"The server of the database {connections.Name} is PostgreSQL {connection.PostgreSqlVersion}; 13 or newer is needed.");
        if (await ScalarAsync<string>(connection, "SELECT current_setting('server_encoding')", cancellationToken) is var encoding and not "UTF8")
            throw new InvalidOperationException($"The database {connections.Name} has the encoding {encoding}; create it with ENCODING 'UTF8'.");
        if (await ScalarAsync<bool>(connection, "SELECT pg_is_in_recovery()", cancellationToken))
            throw new IOException($"The database {connections.Name} is read-only, as a standby is; name the primary.");
    }

    // Some services keep their log in another way, and do not lose what they confirmed when another server takes over.
    private static async Task<bool> TellsTimelineAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            return await ScalarAsync<string>(connection, $"SELECT {Timeline}", cancellationToken) is not null;
        }
        catch (PostgresException error) when (!PostgreSqlErrors.MayPass(error))
        {
            return false;
        }
    }

    private static async Task<T?> ScalarAsync<T>(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken) is T value ? value : default;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Script(int version)
    {
        using var stream = typeof(PostgreSqlSchema).Assembly.GetManifestResourceStream($"PostgreSql.Schema.{version}.sql")
            ?? throw new InvalidOperationException($"This build lacks the script of schema {version}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
