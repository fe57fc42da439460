using System.Data.Common;
using Actors.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace Actors.Storage.Sqlite;

/// <summary>One connection to the file with its prepared statements. SQLite never makes a caller wait for a network, so that every task is done when it is returned.</summary>
internal sealed class SqliteSession(SqliteConnection connection) : SqlSession, IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _commands = [];

    /// <summary>Whether no transaction is open: after an error, whether SQLite rolled everything back by itself.</summary>
    public bool AutoCommit => SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) != 0;

    public override string ForShare => "";

    public override string ForUpdate => "";

    public override ValueTask<int> RunAsync(string sql, params ReadOnlySpan<(string Name, object? Value)> arguments) => new(Run(sql, arguments));

    public override ValueTask<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> row, params ReadOnlySpan<(string Name, object? Value)> arguments) =>
        new(Query(sql, row, arguments));

    public override ValueTask<IReadOnlyList<long>> NumbersAsync(IReadOnlyList<SqlStatement> statements) =>
        new([.. statements.Select(x => Scalar<long>(x.Sql, x.Arguments))]);

    /// <summary>Runs a statement; returns the number of rows that it changed.</summary>
    public int Run(string sql, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        var command = Bind(sql, arguments);
        try
        {
            return command.ExecuteNonQuery();
        }
        finally
        {
            Release(command);
        }
    }

    /// <summary>The first column of the first row; the default when there is no row or it is NULL.</summary>
    public T? Scalar<T>(string sql, params ReadOnlySpan<(string Name, object? Value)> arguments) =>
        Query(sql, row => row.IsDBNull(0) ? default : row.GetFieldValue<T>(0), arguments).FirstOrDefault();

    public void Dispose()
    {
        foreach (var command in _commands.Values) command.Dispose();
        connection.Dispose();
    }

    /// <summary>All rows.</summary>
    public List<T> Query<T>(string sql, Func<DbDataReader, T> row, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        var command = Bind(sql, arguments);
        try
        {
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read()) rows.Add(row(reader));
            return rows;
        }
        finally
        {
            Release(command);
        }
    }

    private SqliteCommand Bind(string sql, ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            _commands.Add(sql, command);
        }
        foreach (var (name, value) in arguments)
        {
            if (command.Parameters.Contains(name)) command.Parameters[name].Value = value ?? DBNull.Value;
            else command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }
        return command;
    }

    // A cached statement must not keep the last caller's state in memory.
    private static void Release(SqliteCommand command)
    {
        foreach (SqliteParameter parameter in command.Parameters) parameter.Value = DBNull.Value;
    }
}
