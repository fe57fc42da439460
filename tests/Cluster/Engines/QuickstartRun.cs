using Actors.Testing;

namespace Actors.Cluster.Engines;

/// <summary>The quickstart as a process, with a folder and ports of its own.</summary>
internal sealed class QuickstartRun : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly int[] _ports = FreePorts.Take(3);
    private readonly Child _silo;
    private string? _secret;

    public QuickstartRun(IEnumerable<string> arguments) => _silo = Child.Start(_folder.Path, "dotnet", [SourceTree.Silo, "--quickstart", .. arguments], new Dictionary<string, string?>
    {
        ["Actors__Data"] = _folder.File("data"),
        ["Actors__Urls"] = $"http://127.0.0.1:{_ports[0]}",
        ["Actors__WorkerListen"] = $"http://127.0.0.1:{_ports[1]}",
        ["Actors__SiloPort"] = $"{_ports[2]}",
    });

    public bool HasExited => _silo.HasExited;

    /// <summary>The password of the repository: it goes to the workers that check out, and must not be seen anywhere else.</summary>
    public string Secret => _secret ?? throw new InvalidOperationException("The quickstart has made no password.");

    /// <summary>Whether a container or pod, as its engine shows it, is one of this run: it calls this run's port.</summary>
    public bool IsOwn(JsonNode worker)
    {
        _secret ??= File.Exists(_folder.File("data/quickstart/password")) ? File.ReadAllText(_folder.File("data/quickstart/password")).Trim() : null;
        return worker.ToJsonString().Contains($":{_ports[1]}", StringComparison.Ordinal);
    }

    public async Task SucceedsAsync()
    {
        var ran = await _silo.ExitAsync();
        Assert.True(ran.Code == 0, ran.ToString());
        Assert.Contains("no worker, lock, token or artifact is left", ran.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, ran.Output + ran.Error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _silo.Dispose();
        _folder.Dispose();
    }
}
