namespace Actors.Storage.Sql;

/// <summary>The database that the stores are written on: what they do is one text for every kind, what differs between kinds is below this line.</summary>
internal abstract class SqlDatabase
{
    /// <summary>Runs queries that see one snapshot of what is committed. They may be run again, when a connection was lost.</summary>
    /// <exception cref="IOException">The database cannot be read.</exception>
    public abstract Task<T> ReadAsync<T>(Func<SqlSession, ValueTask<T>> work, CancellationToken cancellationToken);

    /// <summary>Runs statements in a transaction of their own; returns when they are on the disk. They may be run again, after a rollback.</summary>
    /// <exception cref="IOException">The disk is full or failed, or the database was locked or away; the message says whether anything was written.</exception>
    public abstract Task<T> WriteAsync<T>(Func<SqlSession, ValueTask<T>> work, CancellationToken cancellationToken);

    /// <summary>As <see cref="WriteAsync"/>, one after the other among all writes of the same name, in every process: for what is read to decide what is written.</summary>
    public abstract Task<T> WriteInTurnAsync<T>(string name, Func<SqlSession, ValueTask<T>> work, CancellationToken cancellationToken);
}
