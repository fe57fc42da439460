using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Actors.Storage.Sql;
using Npgsql;

namespace Actors.Storage.PostgreSql;

/// <summary>
/// One connection inside a transaction. What a transaction that writes asks first travels with its first statement: its ticket, so that the outcome
/// of a commit can be found out, and its turn.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="askTicket">Asks for number and timeline of the transaction; null: it only reads.</param>
/// <param name="turn">Number of the lock that transactions of the same name take.</param>
/// <param name="cancellationToken">Ends what runs.</param>
internal sealed partial class PostgreSqlSession(NpgsqlConnection connection, string? askTicket, long? turn, CancellationToken cancellationToken) : SqlSession
{
    // Npgsql parses no text whose parameters have numbers. Texts are constants, so they stay few.
    private static readonly ConcurrentDictionary<string, (string Text, string[] Names)> Texts = new(StringComparer.Ordinal);

    private const string TakeTurn = "SELECT pg_advisory_xact_lock($1)";

    public override string ForShare => " FOR SHARE";

    public override string ForUpdate => " FOR UPDATE";

    /// <summary>By what to ask for the outcome; null as long as nothing was run.</summary>
    public CommitTicket? Ticket { get; private set; }

    public override ValueTask<int> RunAsync(string sql, params ReadOnlySpan<(string Name, object? Value)> arguments) => RunAsync(Command(sql, arguments));

    public override ValueTask<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> row, params ReadOnlySpan<(string Name, object? Value)> arguments) =>
        QueryAsync(Command(sql, arguments), row);

    public override async ValueTask<IReadOnlyList<long>> NumbersAsync(IReadOnlyList<SqlStatement> statements)
    {
        await using var batch = Batch([.. statements.Select(x => Command(x.Sql, x.Arguments))]);
        await using var reader = await StartAsync(batch);
        var numbers = new long[statements.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (await reader.ReadAsync(cancellationToken)) numbers[i] = reader.GetInt64(0);
            await reader.NextResultAsync(cancellationToken);
        }
        return numbers;
    }

    private async ValueTask<int> RunAsync(NpgsqlBatchCommand command)
    {
        await using var batch = Batch([command]);
        await using (var reader = await StartAsync(batch))
        {
            // Errors of statements without rows come with the end of the answer.
            while (await reader.NextResultAsync(cancellationToken)) { }
        }
        return command.RecordsAffected;
    }

    private async ValueTask<List<T>> QueryAsync<T>(NpgsqlBatchCommand command, Func<DbDataReader, T> row)
    {
        await using var batch = Batch([command]);
        await using var reader = await StartAsync(batch);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(row(reader));
        while (await reader.NextResultAsync(cancellationToken)) { }
        return rows;
    }

    private NpgsqlBatch Batch(NpgsqlBatchCommand[] commands)
    {
        var batch = new NpgsqlBatch(connection);
        if (askTicket is not null && Ticket is null)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(askTicket));
            if (turn is { } number) batch.BatchCommands.Add(new NpgsqlBatchCommand(TakeTurn) { Parameters = { new NpgsqlParameter<long> { TypedValue = number } } });
        }
        foreach (var command in commands) batch.BatchCommands.Add(command);
        return batch;
    }

    private async ValueTask<NpgsqlDataReader> StartAsync(NpgsqlBatch batch)
    {
        var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (askTicket is null || Ticket is not null) return reader;
        try
        {
            await reader.ReadAsync(cancellationToken);
            var ticket = new CommitTicket(reader.GetString(0), reader.GetString(1), connection.ProcessID);
            await reader.NextResultAsync(cancellationToken);
            if (turn is not null) await reader.NextResultAsync(cancellationToken);
            Ticket = ticket;
            return reader;
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }
    }

    private static NpgsqlBatchCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        var (text, names) = Texts.GetOrAdd(sql, Number);
        var command = new NpgsqlBatchCommand(text);
        foreach (var name in names) command.Parameters.Add(new NpgsqlParameter { Value = Find(name, sql, arguments) ?? DBNull.Value });
        return command;
    }

    private static object? Find(string name, string sql, ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Name == name) return argument.Value;
        }
        throw new ArgumentException($"The parameter {name} is missing for: {sql}");
    }

    private static (string Text, string[] Names) Number(string sql)
    {
        var names = new List<string>();
        var text = Parameter().Replace(sql, match =>
        {
            if (!names.Contains(match.Value)) names.Add(match.Value);
            return string.Create(CultureInfo.InvariantCulture, $"${names.IndexOf(match.Value) + 1}");
        });
        return (text, [.. names]);
    }

    [GeneratedRegex(@"\$[a-z0-9]+")]
    private static partial Regex Parameter();
}
