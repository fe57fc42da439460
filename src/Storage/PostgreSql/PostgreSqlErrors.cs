using System.Net.Sockets;
using Actors.Contracts.Storage;
using Npgsql;

namespace Actors.Storage.PostgreSql;

/// <summary>Says in words what the server suffers from, so that no other room needs to know PostgreSQL, and what may pass by itself.</summary>
internal static class PostgreSqlErrors
{
    /// <summary>Whether trying again may help: the server was not reached, went away, or gave up this transaction for the sake of others.</summary>
    public static bool MayPass(Exception error) => error switch
    {
        PostgresException server => server.SqlState is
            PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or IdleSession
            or PostgresErrorCodes.TooManyConnections or IdleInTransaction or LongTransaction || server.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException client => client.IsTransient || (client.InnerException is { } inner && MayPass(inner)),
        // One for each of several hosts.
        AggregateException several => several.InnerExceptions.Any(MayPass),
        _ => error is SocketException or TimeoutException or EndOfStreamException,
    };

    /// <summary>Whether the server refused what it was told, so that other statements of the same transaction may be right. One that waited too long is no refusal.</summary>
    public static bool IsRefusal(Exception error) => (error as PostgresException ?? error.InnerException as PostgresException) is { } refusal
        && !MayPass(refusal) && refusal.SqlState is not (PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled);

    /// <summary>
    /// The error that a caller gets: a <see cref="StoreUnavailableException"/> for what is over sooner or later, an <see cref="IOException"/> for whatever else the server said; else
    /// what it was.
    /// </summary>
    /// <param name="error">What happened.</param>
    /// <param name="database">Which database, for people.</param>
    public static Exception Translate(Exception error, string database) => error switch
    {
        PostgresException server when IsUnavailable(server) => new StoreUnavailableException(Words(server, database), error),
        PostgresException server => new IOException(Words(server, database), error),
        NpgsqlException { InnerException: TimeoutException } or TimeoutException => new StoreUnavailableException($"The database {database} did not answer in time; nothing was written.", error),
        NpgsqlException or SocketException or EndOfStreamException => new StoreUnavailableException($"The database {database} cannot be reached; nothing was written. ({Innermost(error).Message})", error),
        _ => error,
    };

    private const string IdleInTransaction = "25P03";
    private const string LongTransaction = "25P04";
    private const string IdleSession = "57P05";

    // A standby becomes the primary, or the other host does; a statement that took too long may find less to wait for; a disk gets room.
    private static bool IsUnavailable(PostgresException error) => MayPass(error) || error.IsTransient
        || error.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.DiskFull;

    private static string Words(PostgresException error, string database) => error.SqlState switch
    {
        PostgresErrorCodes.DiskFull => $"The disk of the database {database} is full; nothing was written. Make room and try again.",
        PostgresErrorCodes.IoError or PostgresErrorCodes.SystemError => $"The disk of the database {database} failed; nothing was written. ({error.MessageText})",
        PostgresErrorCodes.OutOfMemory => $"The server of the database {database} is out of memory; nothing was written.",
        PostgresErrorCodes.LockNotAvailable => $"Another transaction kept the database {database} locked for too long; nothing was written.",
        PostgresErrorCodes.QueryCanceled => $"The database {database} did not finish in time; nothing was written.",
        PostgresErrorCodes.ReadOnlySqlTransaction => $"The database {database} is read-only, as a standby is; name the primary.",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => $"The database {database} refuses the user: {error.MessageText}. Look at the connection string and at the server's pg_hba.conf.",
        PostgresErrorCodes.InvalidCatalogName => $"The database {database} does not exist; create it (CREATE DATABASE), or name another.",
        PostgresErrorCodes.InsufficientPrivilege => $"The user of the database {database} lacks a right: {error.MessageText}.",
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => $"The database {database} is damaged; restore it from a backup. ({error.MessageText})",
        _ => MayPass(error)
            ? $"The database {database} is not available; nothing was written. ({error.MessageText})"
            : $"The database {database} refuses a statement; nothing was written. ({error.MessageText}, {error.SqlState})",
    };

    private static Exception Innermost(Exception error) => error.InnerException is { } inner ? Innermost(inner) : error;
}
