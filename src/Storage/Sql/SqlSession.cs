using System.Data.Common;

namespace Actors.Storage.Sql;

/// <summary>
/// One connection inside a transaction. Used by one caller at a time; SQL texts are constants, so that prepared statements stay few.
/// Parameters are named <c>$name</c>.
/// </summary>
internal abstract class SqlSession
{
    /// <summary>Ends a query whose rows must stay as they are until the transaction ends. Empty where transactions that write run one by one.</summary>
    public abstract string ForShare { get; }

    /// <summary>Ends a query whose rows this transaction will change or rely on alone. Empty where transactions that write run one by one.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>Runs a statement; returns the number of rows that it changed.</summary>
    public abstract ValueTask<int> RunAsync(string sql, params ReadOnlySpan<(string Name, object? Value)> arguments);

    /// <summary>All rows.</summary>
    public abstract ValueTask<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> row, params ReadOnlySpan<(string Name, object? Value)> arguments);

    /// <summary>The numbers that statements give, in their order, sent together where that saves waiting; 0 for one that gives none.</summary>
    public abstract ValueTask<IReadOnlyList<long>> NumbersAsync(IReadOnlyList<SqlStatement> statements);

    /// <summary>The first column of the first row; the default when there is no row or it is NULL.</summary>
    public ValueTask<T?> ScalarAsync<T>(string sql, params ReadOnlySpan<(string Name, object? Value)> arguments) =>
        FirstAsync(QueryAsync(sql, row => row.IsDBNull(0) ? default : row.GetFieldValue<T>(0), arguments));

    /// <summary>The only row; null when there is none.</summary>
    public ValueTask<T?> SingleAsync<T>(string sql, Func<DbDataReader, T> row, params ReadOnlySpan<(string Name, object? Value)> arguments)
        where T : class => FirstAsync(QueryAsync<T?>(sql, row, arguments));

    private static async ValueTask<T?> FirstAsync<T>(ValueTask<List<T?>> rows) => (await rows).FirstOrDefault();
}
