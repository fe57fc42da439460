using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Actors.Testing;
using Npgsql;

namespace Actors.Conformance.Storage.PostgreSql;

/// <summary>
/// A private PostgreSQL server in a temporary folder, from the programs of Debian's package <c>postgresql</c>. It ends, and its folder goes, with the
/// process that started it, however that ends.
/// </summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    public const string Superuser = "postgres";
    public const string User = "actors";

    private static readonly Lazy<Task<PostgreSqlServer>> Shared = new(() => StartAsync());
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    // Waits for the end of its input, which comes with the end of the tests; then ends the server and removes everything.
    private const string Keeper = """
        read -r _
        "$1/pg_ctl" -D "$2/data" -w -t 30 -m immediate stop >"$2/stop.log" 2>&1
        rm -rf "$2"
        """;

    private readonly string _programs;
    private readonly string _folder;
    private readonly string _settings;
    private Process? _keeper;
    private int _databases;

    private PostgreSqlServer(string programs, string folder, int port, string settings) => (_programs, _folder, Port, _settings) = (programs, folder, port, settings);

    /// <summary>Port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The server of this test program, which no test may stop. Skips the test when there is none.</summary>
    public static Task<PostgreSqlServer> SharedAsync()
    {
        SkipUnlessInstalled();
        return Shared.Value;
    }

    /// <summary>Starts a server of the caller's own. Skips the test when the programs are not installed.</summary>
    /// <param name="settings">More settings, as <c>-c name=value</c>.</param>
    public static async Task<PostgreSqlServer> StartAsync(string settings = "-c fsync=off")
    {
        SkipUnlessInstalled();
        var folder = Directory.CreateTempSubdirectory("actors-postgresql-").FullName;
        if (Environment.IsPrivilegedProcess) await RunAsync("chown", Account, folder);
        // Sorts by the rules of a language, so that a store that forgot to say otherwise is found out.
        var server = new PostgreSqlServer(Programs!, folder, FreePorts.Take(), settings);
        server._keeper = Start(["sh", "-c", Keeper, "keeper", Programs!, folder], keepInput: true);
        await server.RunProgramAsync("initdb", "-D", server.Data, "-U", Superuser, "-A", "trust", "-E", "UTF8", "--locale-provider=icu", "--icu-locale=en-US", "--no-sync");
        await server.StartAgainAsync();
        await server.ExecuteAsync($"CREATE ROLE {User} LOGIN");
        return server;
    }

    /// <summary>Starts it once more, on the same port, after it was stopped.</summary>
    public Task StartAgainAsync() => RunProgramAsync("pg_ctl", "-D", Data, "-w", "-t", "60", "-l", Path.Combine(_folder, "log"), "-o",
        string.Create(CultureInfo.InvariantCulture, $"-p {Port} -k {_folder} -c listen_addresses=127.0.0.1 -c max_connections=300 {_settings}"), "start");

    /// <summary>Stops it: <c>fast</c> as an administrator does, <c>immediate</c> as a crash does.</summary>
    public Task StopAsync(string mode) => RunProgramAsync("pg_ctl", "-D", Data, "-w", "-t", "60", "-m", mode, "stop");

    /// <summary>Makes a database of <see cref="User"/>.</summary>
    /// <param name="folder">An empty folder to keep it in, which the server's account then owns.</param>
    public async Task<TemporaryDatabase> CreateDatabaseAsync(string? folder = null)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref _databases)}");
        if (folder is not null)
        {
            if (Environment.IsPrivilegedProcess) await RunAsync("chown", Account, folder);
            await ExecuteAsync($"CREATE TABLESPACE {name} LOCATION '{folder}'");
        }
        await ExecuteAsync($"CREATE DATABASE {name} OWNER {User} TABLESPACE {(folder is null ? "pg_default" : name)}");
        return new(this, name);
    }

    /// <summary>Runs a statement as the superuser.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres", Superuser) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 60 };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>How to connect to a database.</summary>
    public string ConnectionString(string database, string user) => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Database={database};Username={user}");

    public async ValueTask DisposeAsync()
    {
        if (_keeper is null) return;
        _keeper.StandardInput.Close();
        using var limit = new CancellationTokenSource(Limit);
        await _keeper.WaitForExitAsync(limit.Token);
        _keeper.Dispose();
    }

    private string Data => Path.Combine(_folder, "data");

    private static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Where(x => int.TryParse(Path.GetFileName(x), CultureInfo.InvariantCulture, out var version) && version >= 15)
            .OrderByDescending(x => int.Parse(Path.GetFileName(x), CultureInfo.InvariantCulture)).Select(x => Path.Combine(x, "bin")).FirstOrDefault(x => File.Exists(Path.Combine(x, "initdb")))
        : null;

    // The server refuses to run as root.
    private static string Account { get; } = File.ReadLines("/etc/passwd").Any(x => x.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    private static void SkipUnlessInstalled() =>
        Assert.SkipWhen(Programs is null, "Needs PostgreSQL 15 or newer in /usr/lib/postgresql (Debian: apt-get install postgresql).");

    private Task RunProgramAsync(string program, params string[] arguments) => RunAsync([Path.Combine(_programs, program), .. arguments]);

    private static async Task RunAsync(params string[] command)
    {
        using var process = Start(command, keepInput: false);
        using var limit = new CancellationTokenSource(Limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}: {await output}{await errors}");
    }

    private static Process Start(string[] command, bool keepInput)
    {
        if (Environment.IsPrivilegedProcess && command[0] != "chown") command = ["setpriv", $"--reuid={Account}", $"--regid={Account}", "--clear-groups", .. command];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = keepInput, RedirectStandardOutput = !keepInput, RedirectStandardError = !keepInput, WorkingDirectory = "/",
        };
        return Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start.");
    }
}
