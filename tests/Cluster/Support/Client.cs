using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Actors.Testing;

namespace Actors.Cluster.Support;

/// <summary>Speaks to a silo as people do: by the API and by the command line.</summary>
internal sealed class Client : IDisposable
{
    private const string Environments = "/apis/eaas.envmgmt.io/v1/projects/default/environments";
    /// <summary>As the command line does: while a cluster takes over the actors of a silo that has ended, it says "try again".</summary>
    private static readonly TimeSpan TakeOver = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Uri _api;
    private readonly string _token;
    private readonly Func<string> _tail;
    private readonly TestAuthority? _authority;
    private readonly TempFolder _folder = new();
    private readonly HttpClient _http;

    public Client(SiloProcess silo, string? token = null)
        : this(silo.Api, token ?? silo.Token, () => silo.Tail, silo.Authority)
    {
    }

    public Client(Uri api, string token, Func<string> tail, TestAuthority? authority = null)
    {
        (_api, _token, _tail, _authority) = (api, token, tail, authority);
        _http = authority?.CreateClient(api) ?? new HttpClient { BaseAddress = api };
        _http.Timeout = Eventually.Deadline;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Runs <c>actors …</c>.</summary>
    public Task<Ran> CliAsync(params string[] arguments) => Child.RunAsync(_folder.Path, "dotnet", [SourceTree.Cli, .. arguments],
        new Dictionary<string, string?> { ["ACTORS_SERVER"] = _api.ToString(), ["ACTORS_TOKEN"] = _token, ["SSL_CERT_FILE"] = _authority?.RootFile });

    /// <summary>Runs <c>actors …</c>, which must work, and gives its output.</summary>
    public async Task<string> MustAsync(params string[] arguments)
    {
        var ran = await CliAsync(arguments);
        Assert.True(ran.Code == 0, $"actors {string.Join(' ', arguments)}: {ran}{Environment.NewLine}{_tail()}");
        return ran.Output;
    }

    /// <summary>Stores documents.</summary>
    public Task ApplyAsync(string yaml) => MustAsync("apply", _folder.Write($"{Guid.NewGuid():N}.yaml", yaml));

    /// <summary>Reads what must be there.</summary>
    public async Task<JsonNode> GetAsync(string path)
    {
        var (status, body) = await SendAgainAsync(HttpMethod.Get, path);
        Assert.True(status == HttpStatusCode.OK, $"GET {path}: {status} {body}{Environment.NewLine}{_tail()}");
        return JsonNode.Parse(body)!;
    }

    public async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpMethod method, string path, string? json = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Asks for a run: <c>deploy</c>, <c>destroy</c>, <c>cancel</c> or <c>retry</c>.</summary>
    public async Task AskAsync(string what, string environment)
    {
        var (status, body) = await SendAgainAsync(HttpMethod.Post, $"{Environments}/{environment}/{what}", Guid.NewGuid().ToString("N"));
        Assert.True(status == HttpStatusCode.Accepted, $"{what} {environment}: {status} {body}{Environment.NewLine}{_tail()}");
    }

    /// <summary>Asks for something of an agent: <c>drain</c> or <c>resume</c>.</summary>
    public async Task TellAgentAsync(string what, string name)
    {
        var (status, body) = await SendAsync(HttpMethod.Post, $"{AgentPath(name)}/{what}");
        Assert.True((int)status is >= 200 and < 300, $"{what} {name}: {status} {body}{Environment.NewLine}{_tail()}");
    }

    /// <summary>What the API says of an agent.</summary>
    public async Task<AgentState> AgentAsync(string name) => Agent(await GetAsync(AgentPath(name)));

    /// <summary>The same; null while the API cannot say.</summary>
    public async Task<AgentState?> TryAgentAsync(string name)
    {
        try
        {
            var (status, body) = await SendAsync(HttpMethod.Get, AgentPath(name));
            return status == HttpStatusCode.OK ? Agent(JsonNode.Parse(body)!) : null;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    public Task<JsonNode> EnvironmentAsync(string name) => GetAsync($"{Environments}/{name}");

    public async Task<IReadOnlyList<JsonNode>> ActivitiesAsync(string environment) =>
        [.. (await GetAsync($"{Environments}/{environment}/activities"))["items"]!.AsArray().Select(item => item!)];

    public Task<(HttpStatusCode Status, string Body)> LogAsync(string environment, string activity) =>
        SendAsync(HttpMethod.Get, $"{Environments}/{environment}/logs?activity={activity}");

    /// <summary>Waits until the environment's run is over, and checks in what state it left the environment.</summary>
    public async Task EndsAsync(string environment, string state)
    {
        JsonNode? seen = null;
        await Eventually.TrueAsync(
            async () => (seen = (await EnvironmentAsync(environment))["status"])?["run"]?["finishedAt"] is not null,
            $"the run of {environment} ends", () => $"{seen}{Environment.NewLine}{_tail()}");
        Assert.True(seen!["state"]!.GetValue<string>() == state, $"{environment} is {seen}{Environment.NewLine}{_tail()}");
    }

    /// <summary>Waits until an activity of the environment is in a state.</summary>
    public Task ReachesAsync(string environment, string activity, string state)
    {
        IReadOnlyList<JsonNode> seen = [];
        return Eventually.TrueAsync(
            async () => (seen = await ActivitiesAsync(environment)).Any(item => Name(item).StartsWith(activity, StringComparison.Ordinal) && State(item) == state),
            $"{activity} is {state}", () => $"{string.Join(Environment.NewLine, seen.Select(item => item.ToJsonString()))}{Environment.NewLine}{_tail()}");
    }

    /// <summary>Asks for the same again while the silo cannot answer, as it does for a moment when another one was killed.</summary>
    private async Task<(HttpStatusCode Status, string Body)> SendAgainAsync(HttpMethod method, string path, string? key = null)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var answer = await SendAsync(method, path, key: key);
            if (answer.Status != HttpStatusCode.ServiceUnavailable || clock.Elapsed > TakeOver)
            {
                return answer;
            }

            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }

    private static string AgentPath(string name) => $"/apis/gitops.k8smgmt.io/v3/projects/default/agents/{name}";

    private static AgentState Agent(JsonNode document)
    {
        var status = document["status"]!;
        return new(status["state"]!.GetValue<string>(), status["epoch"]!.GetValue<long>(), status["held"]?.AsArray().Count ?? 0);
    }

    public static string Name(JsonNode activity) => activity["metadata"]!["name"]!.GetValue<string>();

    public static string State(JsonNode activity) => activity["status"]!["state"]!.GetValue<string>();

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }
}
