using Actors.Storage.Sql;

namespace Actors.Storage.Sqlite;

/// <summary>Applies the schema. Silos that start at once on one file race for the write lock; whoever comes second finds it done.</summary>
internal static class SchemaMigrator
{
    /// <summary>Version of the schema that this build reads and writes.</summary>
    public const int Current = 6;

    private static readonly string AtWork = $"SELECT name FROM membership WHERE {SilosAtWork.Condition} AND alive > (unixepoch() + 62135596800 - {SilosAtWork.Seconds}) * 10000000 ORDER BY name LIMIT 10";

    private const int ApplicationId = 0x41435452; // "ACTR"

    /// <summary>Brings the file to <see cref="Current"/>.</summary>
    /// <exception cref="InvalidOperationException">The file was written by a newer build, is the database of something else, or must be changed while other silos use it.</exception>
    public static void Apply(SqliteSession session, string path)
    {
        session.Scalar<string>("PRAGMA journal_mode=WAL");
        session.Run("BEGIN IMMEDIATE");
        try
        {
            var version = session.Scalar<long>("PRAGMA user_version");
            Check(session, path, version);
            if (version is > 0 and < Current) SilosAtWork.Refuse($"database '{path}'", version, Current, session.Query(AtWork, row => row.GetString(0)));
            for (var next = (int)version + 1; next <= Current; next++) session.Run(Script(next));
            if (version < Current)
            {
                session.Run($"PRAGMA application_id={ApplicationId}");
                session.Run($"PRAGMA user_version={Current}");
            }
            session.Run("COMMIT");
        }
        catch
        {
            if (!session.AutoCommit) session.Run("ROLLBACK");
            throw;
        }
    }

    private static void Check(SqliteSession session, string path, long version)
    {
        var owner = session.Scalar<long>("PRAGMA application_id");
        var tables = session.Scalar<long>("SELECT count(*) FROM sqlite_schema");
        if (owner != ApplicationId && (owner != 0 || version != 0 || tables != 0))
            throw new InvalidOperationException($"The file '{path}' is a database of something else. Name another file or folder.");
        if (version > Current)
            throw new InvalidOperationException($"The database '{path}' has schema {version}, written by a newer build; this build knows up to {Current}. Start the newer build, or restore a backup.");
    }

    private static string Script(int version)
    {
        using var stream = typeof(SchemaMigrator).Assembly.GetManifestResourceStream($"Sqlite.Schema.{version}.sql")
            ?? throw new InvalidOperationException($"This build lacks the script of schema {version}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
