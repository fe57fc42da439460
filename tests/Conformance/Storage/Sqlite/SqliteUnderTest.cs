using System.Security.Cryptography;
using System.Text;
using Actors.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Conformance.Storage.Sqlite;

/// <summary>The embedded store in a folder of its own.</summary>
public sealed class SqliteUnderTest : StorageUnderTest
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-storage-");

    /// <summary>Where the bytes of artifacts are.</summary>
    public string ArtifactFolder => Path.Combine(_folder.FullName, "files", "artifacts");

    public override async Task<IReadOnlyList<byte[]>> DumpAsync() =>
        await Task.WhenAll(_folder.EnumerateFiles("*", SearchOption.AllDirectories).Select(file => File.ReadAllBytesAsync(file.FullName)));

    public override async Task<object?> ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "actors.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    public override string Bytes(string digits) => $"x'{digits}'";

    public override async Task PutPlainArtifactAsync(string activity, string name, byte[] bytes)
    {
        var file = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(activity + name)));
        var folder = Directory.CreateDirectory(Path.Combine(ArtifactFolder, file[..2]));
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, file), bytes);
        await ExecuteAsync($"INSERT INTO artifact(activity, name, attempt, file, bytes) VALUES('{activity}', '{name}', 1, '{file}', {bytes.Length})");
    }

    public override async Task LoseArtifactAsync(string activity, string name)
    {
        var file = (string)(await ExecuteAsync($"SELECT file FROM artifact WHERE activity = '{activity}' AND name = '{name}'"))!;
        File.Delete(Path.Combine(ArtifactFolder, file[..2], file));
    }

    public override ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    protected override void Add(IServiceCollection services, Action<StorageOptions> configure) => services.AddActorsSqliteStorage(options =>
    {
        options.DataFolder = _folder.FullName;
        configure(options);
    });
}
