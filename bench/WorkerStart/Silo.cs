using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Contracts.Api;

namespace Actors.WorkerStart;

/// <summary>The quickstart's silo on the engine, in a folder of its own; workers run one function that does nothing.</summary>
internal sealed class Silo : IAsyncDisposable
{
    private const string Environments = "/apis/eaas.envmgmt.io/v1/projects/default/environments";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-bench-");
    private readonly Process _process;
    private readonly HttpClient _http;
    private readonly Task<string> _output;

    private Silo(string engine, string? kubeConfig)
    {
        // bench/WorkerStart/bin/CONFIGURATION/FRAMEWORK
        var build = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(build.FullName, "../../../../../src/Silo/bin", build.Parent!.Name, build.Name, "Actors.Silo.dll");
        var ports = FreePorts(3);
        string[] cluster = kubeConfig is null ? [] : ["--kubeconfig", kubeConfig];
        _process = Process.Start(new ProcessStartInfo("dotnet",
        [
            Path.GetFullPath(program), "--data", _folder.FullName, "--quickstart", "--runtime", engine, .. cluster, "--Actors:Urls", $"http://127.0.0.1:{ports[0]}",
            "--Actors:WorkerListen", $"http://127.0.0.1:{ports[1]}", "--Actors:SiloPort", $"{ports[2]}",
        ]) { RedirectStandardOutput = true })!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _http = new() { BaseAddress = new($"http://127.0.0.1:{ports[0]}") };
    }

    public static async Task<Silo> StartAsync(string engine, string? kubeConfig, CancellationToken cancellationToken)
    {
        var silo = new Silo(engine, kubeConfig);
        try
        {
            await silo.UntilAsync(async () => File.Exists(silo.TokenFile) && await silo.AnswersAsync(cancellationToken), "the silo is ready", cancellationToken);
            silo._http.DefaultRequestHeaders.Authorization = new("Bearer", (await File.ReadAllTextAsync(silo.TokenFile, cancellationToken)).Trim());
            await silo.UntilDeployedAsync("quickstart", null, cancellationToken);
            return silo;
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    private string TokenFile => Path.Combine(_folder.FullName, "admin.token");

    /// <summary>Stores an environment of so many independent functions.</summary>
    public async Task PrepareAsync(int workers, CancellationToken cancellationToken)
    {
        var name = $"bench-{workers}";
        for (var i = 0; i < workers; i++)
        {
            await ApplyAsync("resourcetemplates", $$"""
                {"apiVersion": "eaas.envmgmt.io/v1", "kind": "ResourceTemplate", "metadata": {"name": "{{name}}-{{i}}"}, "spec": {"version": "v1", "provider": "custom",
                 "providerOptions": {"custom": {"tasks": [{"name": "run", "type": "workflowHandler", "workflowHandler": {"data": {"config": {"type": "function",
                 "function": {"name": "nothing", "language": "bash", "source": "echo '{}' >$ACTORS_OUTPUT"} } } } }]} } } }
                """, cancellationToken);
        }

        var resources = string.Join(", ", Enumerable.Range(0, workers).Select(i => $$"""{"name": "{{name}}-{{i}}"}"""));
        await ApplyAsync("environmenttemplates", $$"""
            {"apiVersion": "eaas.envmgmt.io/v1", "kind": "EnvironmentTemplate", "metadata": {"name": "{{name}}"},
             "spec": {"version": "v1", "agents": [{"name": "local"}], "resources": [{{resources}}]} }
            """, cancellationToken);
        await ApplyAsync("environments", $$"""
            {"apiVersion": "eaas.envmgmt.io/v1", "kind": "Environment", "metadata": {"name": "{{name}}"}, "spec": {"template": {"name": "{{name}}", "version": "v1"} } }
            """, cancellationToken);
    }

    /// <summary>Deploys it, and says how long each worker took.</summary>
    public async Task<IReadOnlyList<Measurement>> MeasureAsync(int workers, CancellationToken cancellationToken)
    {
        var name = $"bench-{workers}";
        using var answer = await _http.PostAsync($"{Environments}/{name}/deploy", null, cancellationToken);
        var run = (await ReadAsync(answer, cancellationToken))["run"]!.GetValue<string>();
        await UntilDeployedAsync(name, run, cancellationToken);
        var items = (await GetAsync($"{Environments}/{name}/activities?run={run}", cancellationToken))["items"]!.AsArray();
        return [.. items.Select(item => item!["status"].Deserialize(ApiJson.Default.ActivityDocumentStatus)!)
            .Select(status => new Measurement((status.StartedAt - status.LeasedAt)!.Value.TotalSeconds, (status.FinishedAt - status.LeasedAt)!.Value.TotalSeconds))];
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task UntilDeployedAsync(string environment, string? run, CancellationToken cancellationToken) => await UntilAsync(
        async () =>
        {
            var status = (await GetAsync($"{Environments}/{environment}", cancellationToken, mayFail: true))["status"];
            var state = status?["state"]?.GetValue<string>();
            return state is "Failed" or "DeployFailed"
                ? throw new InvalidOperationException($"Environment {environment}: {status}")
                : state == "Deployed" && status!["run"]?["finishedAt"] is not null && (run is null || status["run"]!["id"]!.GetValue<string>() == run);
        },
        $"environment {environment} is deployed", cancellationToken);

    private async Task UntilAsync(Func<Task<bool>> condition, string what, CancellationToken cancellationToken)
    {
        for (var clock = Stopwatch.StartNew(); !await condition(); await Task.Delay(50, cancellationToken))
        {
            if (_process.HasExited || clock.Elapsed > Patience)
            {
                throw new InvalidOperationException(_process.HasExited
                    ? $"The silo ended before {what}. {await _output}"
                    : $"Not within {Patience.TotalSeconds} s: {what}.");
            }
        }
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync("/readyz", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task ApplyAsync(string plural, string json, CancellationToken cancellationToken)
    {
        using var content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var answer = await _http.PostAsync($"/apis/eaas.envmgmt.io/v1/projects/default/{plural}", content, cancellationToken);
        await ReadAsync(answer, cancellationToken);
    }

    private async Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken, bool mayFail = false)
    {
        using var answer = await _http.GetAsync(path, cancellationToken);
        return mayFail && !answer.IsSuccessStatusCode ? new JsonObject() : await ReadAsync(answer, cancellationToken);
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new InvalidOperationException($"{answer.RequestMessage!.RequestUri}: {(int)answer.StatusCode} {text}");
    }
}
