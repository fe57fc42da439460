using System.Globalization;
using System.Text.RegularExpressions;
using Actors.Testing;

namespace Actors.Cluster.Silos;

/// <summary><c>actors cluster up</c> as a process, with a folder and ports of its own.</summary>
internal sealed partial class ClusterProcess : IAsyncDisposable
{
    private const int Sigint = 2;
    private readonly TempFolder _folder = new();
    private readonly Child _cluster;

    public ClusterProcess(int count, IReadOnlyList<string>? arguments = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        Data = _folder.File(".actors");
        Directory.CreateSymbolicLink(_folder.File("samples"), Path.Combine(SourceTree.Root, "samples"));
        _cluster = Child.Start(_folder.Path, "dotnet", [SourceTree.Cli, "cluster", "up", $"{count}", "--port", $"{FreePorts.Take()}", .. arguments ?? []], environment, _folder.Path, input: true);
    }

    /// <summary>Where it was started; the silos' data is in <c>.actors</c>, and the samples of the clone in <c>samples</c>.</summary>
    public string Folder => _folder.Path;

    public string Data { get; }

    public string Token => File.ReadAllText(Path.Combine(Data, "admin.token")).Trim();

    public int Pid => _cluster.Pid;

    public string Printed => _cluster.Output;

    public string Tail => _cluster.Output + (_cluster.Error is { Length: > 8000 } log ? log[^8000..] : _cluster.Error);

    public Task UpAsync() => WaitForAsync("The cluster of ", 1);

    /// <summary>Waits until a text was printed as many times.</summary>
    public Task WaitForAsync(string text, int times = 1) => Eventually.TrueAsync(
        () =>
        {
            Assert.False(_cluster.HasExited, $"The cluster has ended.{Environment.NewLine}{Tail}");
            return Printed.Split(text).Length > times;
        },
        $"'{text}' is printed {times} times", () => Tail);

    /// <summary>The silo on which an agent has registered last, as the logs tell.</summary>
    public string HostOf(string agent) => Registered().Matches(_cluster.Error).Last(match => match.Groups["agent"].Value == agent).Groups["silo"].Value;

    public int PidOf(string silo) => int.Parse(Line(silo).Groups["pid"].Value, CultureInfo.InvariantCulture);

    public Uri ApiOf(string silo) => new(Line(silo).Groups["api"].Value);

    public Client ClientOf(string silo) => new(ApiOf(silo), Token, () => Tail);

    /// <summary>kill -9 of the command, not of its silos.</summary>
    public void Kill() => _cluster.Kill();

    public void PressEnter() => _cluster.WriteLine();

    /// <summary>Ctrl-C; all must end in good order, with nothing left of silos and workers.</summary>
    public async Task InterruptAsync()
    {
        Child.Signal(_cluster.Pid, Sigint);
        var ran = await _cluster.ExitAsync();
        Assert.True(ran.Code == 0, Tail);
        var left = WorkerProcesses.Of(_folder.Path);
        Assert.True(left.Count == 0, $"Left are {string.Join(Environment.NewLine, left.Select(WorkerProcesses.Arguments))}{Environment.NewLine}{Tail}");
        Assert.Empty(SiloProcess.WorkerFolders(Path.Combine(Data, "workers")));
        Assert.Empty(Directory.GetFiles(Data, "*.pid"));
    }

    public async ValueTask DisposeAsync()
    {
        _cluster.Dispose();
        await Eventually.TrueAsync(KillLeftovers, "no process of the cluster is left");
        _folder.Dispose();
    }

    private Match Line(string silo) => Silo().Matches(Printed).Last(match => match.Groups["silo"].Value == silo);

    private bool KillLeftovers()
    {
        var left = WorkerProcesses.Of(_folder.Path);
        foreach (var pid in left)
        {
            Child.Signal(pid, 9);
        }

        return left.Count == 0;
    }

    [GeneratedRegex(@"(?m)^(?<silo>silo-\d+)  pid (?<pid>\d+)  API (?<api>http://127\.0\.0\.1:\d+)/apis  dashboard http://127\.0\.0\.1:\d+/login\?token=TOKEN$")]
    private static partial Regex Silo();

    [GeneratedRegex(@"(?m)^(?<silo>silo-\d+) \| .*AgentGrain.* Agent default/default/(?<agent>\w+) is registered")]
    private static partial Regex Registered();
}
