using Actors.Storage.PostgreSql;

namespace Actors.Storage;

/// <summary>Where the store of a cluster of silos is, and how long to wait for it.</summary>
public sealed class PostgreSqlStorageOptions : StorageOptions
{
    /// <summary>
    /// Connection string, as <c>Host=…;Database=…;Username=…;Password=…</c> or <c>postgresql://user:password@host/database</c>. Its <c>Search Path</c> names the
    /// schema that everything is in; without one it is <c>actors</c>. Never logged.
    /// </summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Most connections that write at once, besides the one that commits grain states.</summary>
    public int Writers { get; set; } = 4;

    /// <summary>How long what cannot reach the server is tried again before its caller is told.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a silo that starts waits for the server.</summary>
    public TimeSpan StartPatience { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest that one statement may take.</summary>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The longest that connecting may take.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether a text is a connection string of PostgreSQL; else it is the path of a SQLite file.</summary>
    public static bool IsConnectionString(string text) => ConnectionStrings.IsOne(text);
}
