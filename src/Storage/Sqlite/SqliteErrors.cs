using Actors.Contracts.Storage;
using Microsoft.Data.Sqlite;

namespace Actors.Storage.Sqlite;

/// <summary>Says in words what the database file suffers from, so that no other room needs to know SQLite.</summary>
internal static class SqliteErrors
{
    /// <summary>The error that a caller gets: a <see cref="StoreUnavailableException"/> for what passes, an <see cref="IOException"/> for whatever else the disk or another process did, else what it was.</summary>
    public static Exception Translate(Exception error, string path, TimeSpan busyTimeout) => error is not SqliteException sqlite ? error : sqlite.SqliteErrorCode switch
    {
        5 or 6 => new StoreUnavailableException($"The database '{path}' was kept locked by another process for more than {busyTimeout.TotalSeconds:0} s; nothing was written.", error),
        8 => new IOException($"The database '{path}' cannot be written: it, or its disk, is read-only.", error),
        10 => new IOException($"The disk of the database '{path}' failed (SQLite error {sqlite.SqliteExtendedErrorCode}); nothing was written.", error),
        11 or 26 => new IOException($"The file '{path}' is damaged or no SQLite database; restore it from a backup.", error),
        13 => new StoreUnavailableException($"The disk of the database '{path}' is full; nothing was written. Make room and try again.", error),
        14 => new IOException($"The database '{path}' cannot be opened; look at the folder's owner and mode.", error),
        _ => error,
    };
}
