namespace Actors.Storage;

/// <summary>Where the embedded store keeps its things.</summary>
public sealed class SqliteStorageOptions : StorageOptions
{
    /// <summary>Folder of everything that is stored. Made with mode 0700 when it is not there.</summary>
    public string DataFolder { get; set; } = "";

    /// <summary>The database file; null: <c>actors.db</c> in <see cref="DataFolder"/>. On a local disk: never on a network share.</summary>
    public string? Path { get; set; }

    /// <summary>How long a statement waits for another process that writes to the same file.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The database file.</summary>
    internal string DatabasePath => System.IO.Path.GetFullPath(Path is { Length: > 0 } path ? path : System.IO.Path.Combine(DataFolder, "actors.db"));

    /// <summary>Folder of the artifacts' bytes.</summary>
    internal string ArtifactFolder => System.IO.Path.GetFullPath(System.IO.Path.Combine(DataFolder, "files", "artifacts"));
}
