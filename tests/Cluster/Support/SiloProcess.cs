using Actors.Testing;

namespace Actors.Cluster.Support;

/// <summary>A real silo on ports and in a data folder of its own. It can be killed or stopped, and started again where it was.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    /// <summary>Stands in arguments for the port of the worker endpoints.</summary>
    public const string WorkerPort = "{worker port}";

    /// <summary>Stands in arguments for the port of the API.</summary>
    public const string ApiPort = "{api port}";

    private const int TailLength = 6000;
    private static readonly string[] OneAgent = ["--Actors:Agents:local:Runtime", "process"];

    private readonly TempFolder _folder = new();
    private readonly int[] _ports = FreePorts.Take(3);
    private readonly string[] _arguments;
    private readonly IReadOnlyDictionary<string, string?>? _environment;
    private readonly List<Child> _lives = [];

    private SiloProcess(string[] arguments, IReadOnlyDictionary<string, string?>? environment, TestAuthority? authority, SiloProcess? beside, bool shareWorkers)
    {
        _arguments = [.. arguments.Select(word => word.Replace(WorkerPort, $"{_ports[1]}", StringComparison.Ordinal).Replace(ApiPort, $"{_ports[0]}", StringComparison.Ordinal))];
        (_environment, Authority) = (environment, authority);
        Data = beside?.Data ?? _folder.File("data");
        var scheme = authority is null ? "http" : "https";
        Api = new($"{scheme}://127.0.0.1:{_ports[0]}");
        Workers = shareWorkers && beside is not null ? beside.Workers : new($"{scheme}://127.0.0.1:{_ports[1]}");
    }

    /// <summary>Whose certificate it has; null: it speaks plain HTTP.</summary>
    public TestAuthority? Authority { get; }

    public Uri Api { get; }

    public Uri Workers { get; }

    public string Data { get; }

    /// <summary>Folder of the process runtime's workers.</summary>
    public string WorkerFolder => Path.Combine(Data, "workers");

    public string Token => File.ReadAllText(Path.Combine(Data, "admin.token")).Trim();

    public int Pid => _lives[^1].Pid;

    /// <summary>All that it has written, in all its lives.</summary>
    public string Printed => string.Join(Environment.NewLine, _lives.Select(life => life.Output + life.Error));

    /// <summary>The end of it, for messages.</summary>
    public string Tail => Printed is { Length: > TailLength } printed ? printed[^TailLength..] : Printed;

    /// <summary>Starts a silo with the agent <c>local</c> on the process runtime.</summary>
    public static Task<SiloProcess> StartAsync(params string[] arguments) => StartExactlyAsync([.. OneAgent, .. arguments]);

    /// <summary>Starts a silo with these arguments only, besides folder and ports; with an authority, over HTTPS with a certificate of it; beside another one, on its data folder and, if asked for, its workers' port.</summary>
    public static async Task<SiloProcess> StartExactlyAsync(string[] arguments, IReadOnlyDictionary<string, string?>? environment = null, TestAuthority? authority = null, SiloProcess? beside = null, bool shareWorkers = false)
    {
        string[] certificate = authority is null ? [] : ["--Actors:Certificate", authority.CertificateFile];
        var silo = new SiloProcess([.. certificate, .. arguments], environment, authority, beside, shareWorkers);
        try
        {
            await silo.StartAgainAsync();
            return silo;
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a silo on the data folder of another one, and does not wait for it: it may never get ready.</summary>
    public static SiloProcess Begin(string[] arguments, SiloProcess beside)
    {
        var silo = new SiloProcess(arguments, environment: null, authority: null, beside, shareWorkers: false);
        silo.BeginLife();
        return silo;
    }

    /// <summary>Starts it again, on the same folder and ports, and waits until it takes part in its cluster.</summary>
    public async Task StartAgainAsync()
    {
        var life = BeginLife();
        await Eventually.TrueAsync(
            async () =>
            {
                Assert.False(life.HasExited, $"The silo ended while it started.{Environment.NewLine}{Tail}");
                return await IsReadyAsync();
            },
            "the silo is ready", () => Tail);
    }

    /// <summary>Asks whether it is ready: what <c>/readyz</c> answers; null when nobody does.</summary>
    public async Task<string?> ReadinessAsync()
    {
        using var http = Authority?.CreateClient(Api) ?? new HttpClient { BaseAddress = Api };
        try
        {
            using var answer = await http.GetAsync(new Uri("/readyz", UriKind.Relative), TestContext.Current.CancellationToken);
            return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Whether it says within a second that it is ready.</summary>
    public async Task<bool> IsReadyAsync()
    {
        var ready = ReadinessAsync();
        return await Task.WhenAny(ready, Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken)) == ready && await ready == "ok";
    }

    /// <summary>Waits for its end by itself.</summary>
    public Task<Ran> ExitAsync() => _lives[^1].ExitAsync();

    /// <summary>kill -9: its workers live on.</summary>
    public async Task KillAsync()
    {
        _lives[^1].Kill();
        await _lives[^1].ExitAsync();
    }

    /// <summary>SIGTERM, or another signal that asks it to end, and waits for the end, which must be clean.</summary>
    public async Task StopAsync(int signal = 15)
    {
        Child.Signal(Pid, signal);
        var ran = await _lives[^1].ExitAsync();
        Assert.True(ran.Code == 0, $"The silo ended with {ran.Code}.{Environment.NewLine}{Tail}");
    }

    /// <summary>Waits until neither a worker's process nor its folder is left.</summary>
    public async Task NothingIsLeftAsync()
    {
        await Eventually.TrueAsync(() => WorkerFolders(WorkerFolder).Count == 0, "the workers' folders are gone", () => string.Join(' ', WorkerFolders(WorkerFolder)) + Tail);
        await Eventually.TrueAsync(() => WorkerProcesses.Of(WorkerFolder).Count == 0, "the workers are gone", () => Tail);
    }

    /// <summary>Folders of workers, one level below those of their agents.</summary>
    public static IReadOnlyList<string> WorkerFolders(string workers) =>
        Directory.Exists(workers) ? [.. Directory.GetDirectories(workers).SelectMany(agent => Directory.GetFileSystemEntries(agent))] : [];

    /// <summary>The arguments that place a silo: another one can be started on the same ports, or with another folder.</summary>
    public string[] PlaceArguments(string? data = null) =>
    [
        "--data", data ?? Data, "--Actors:Urls", Api.ToString().TrimEnd('/'), "--Actors:WorkerListen", Workers.ToString().TrimEnd('/'),
        "--Actors:SiloPort", $"{_ports[2]}",
    ];

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_lives.Count > 0 && !_lives[^1].HasExited)
            {
                await StopAsync();
            }
        }
        finally
        {
            _lives.ForEach(life => life.Dispose());
            await Eventually.TrueAsync(KillLeftovers, "no process of the silo is left");
            _folder.Dispose();
        }
    }

    private Child BeginLife()
    {
        var life = Child.Start(_folder.Path, "dotnet", [SourceTree.Silo, .. PlaceArguments(), .. SourceTree.Worker is { } worker ? ["--Actors:WorkerProgram", worker] : Array.Empty<string>(), .. _arguments], _environment);
        _lives.Add(life);
        return life;
    }

    private bool KillLeftovers()
    {
        var left = WorkerProcesses.Of(_folder.Path);
        foreach (var pid in left)
        {
            Child.Signal(pid, 9);
        }

        return left.Count == 0;
    }
}
