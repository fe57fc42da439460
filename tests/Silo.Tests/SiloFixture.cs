using System.Net;
using System.Net.Sockets;
using System.Text;
using Actors.Silo.Configuration;
using Actors.Silo.Hosting;
using Actors.Silo.Security;
using Actors.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;

namespace Actors.Silo.Tests;

/// <summary>A real silo with a store of its own on free ports, for all tests of the collection.</summary>
public sealed class SiloFixture : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-silo-");
    private WebApplication? _app;

    public string Server { get; private set; } = "";

    public string WorkerServer { get; private set; } = "";

    public string Token => File.ReadAllText(Path.Combine(_folder.FullName, "data", AdminToken.FileName)).Trim();

    /// <summary>Folder of the silo's data.</summary>
    public string Data => Path.Combine(_folder.FullName, "data");

    public WebApplication App => _app!;

    public IReadOnlyDictionary<string, string?> Settings { get; private set; } = new Dictionary<string, string?>();

    public static Dictionary<string, string?> SettingsFor(string data) => new()
    {
        ["Actors:Data"] = data, ["Actors:Urls"] = $"http://127.0.0.1:{FreePorts.Take()}", ["Actors:WorkerListen"] = $"http://127.0.0.1:{FreePorts.Take()}",
        ["Actors:SiloPort"] = $"{FreePorts.Take()}", ["Logging:LogLevel:Default"] = "Error",
    };

    public async ValueTask InitializeAsync()
    {
        var settings = SettingsFor(Path.Combine(_folder.FullName, "data"));
        Settings = settings;
        (Server, WorkerServer) = (settings["Actors:Urls"]!, settings["Actors:WorkerListen"]!);
        _app = ActorsHost.Build(new(null, Exit: false, settings));
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    /// <summary>Changes the store behind the silo's back.</summary>
    public async Task<int> ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "data", "actors.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync();
    }

    public HttpClient Client(string? token = null, string? server = null)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new(server ?? Server) };
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        }

        return client;
    }

    public HttpClient Admin() => Client(Token);

    public static StringContent Yaml(string text) => new(text, Encoding.UTF8, "application/yaml");
}
