using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Contracts.Workers;
using Actors.Grains.Activities;
using Actors.Silo.Tests.Workers;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Actors.Silo.Tests.Environments;

/// <summary>An environment whose only activity is an OpenTofu job, with the test as agent, worker and administrator.</summary>
internal sealed class TofuUnderTest
{
    public const string Id = "a.task.run";
    private readonly SiloFixture _silo;
    private readonly AgentUnderTest _agent;

    private TofuUnderTest(SiloFixture silo) => (_silo, _agent) = (silo, new(silo, Project));

    public string Project { get; } = $"p{Guid.NewGuid():N}";

    public AttemptId Attempt { get; private set; } = null!;

    public SessionResponse Session { get; private set; } = null!;

    public string Environment => $"/apis/eaas.envmgmt.io/v1/projects/{Project}/environments/env";

    public string State => $"{Environment}/resources/a/state";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IGrainFactory Grains => _silo.App.Services.GetRequiredService<IGrainFactory>();

    public static async Task<TofuUnderTest> CreateAsync(SiloFixture silo)
    {
        var test = new TofuUnderTest(silo);
        await silo.PutAsync(test.Project, "env");
        return test;
    }

    /// <summary>Starts a run, and gives its activity to the test as its worker.</summary>
    public async Task StartAsync(OpenTofuJob? job = null)
    {
        var run = await _agent.DeployAsync("env");
        await TakeAsync(ActorKey.Of("default", Project, "env").Child(run).Child(Id).Value, 0, job);
    }

    /// <summary>Asks for a retry of the run that failed, and gives its activity to the test as its worker once more.</summary>
    public async Task RetryAsync()
    {
        var (status, text) = await CallAsync(HttpMethod.Post, $"{Environment}/retry");
        Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Accepted, $"{status} {text}");
        await TakeAsync(Attempt.Activity, 1, null);
    }

    private async Task TakeAsync(string activity, int generation, OpenTofuJob? job)
    {
        var lease = await _agent.TakeAsync(new ActivityOrder
        {
            Spec = new() { Key = activity, Run = ActorKey.Parse(activity).Segments[^2], Generation = generation, Id = Id, Project = $"default/{Project}", Resource = "a", Kind = WorkerKind.OpenTofu, UsesState = true, Agents = [_agent.Key], QueuedAt = DateTimeOffset.UtcNow },
            Job = new() { Kind = WorkerKind.OpenTofu, OpenTofu = job ?? new() { SystemBackend = true } },
        });
        using var client = _silo.Client(server: _silo.WorkerServer);
        var (status, text) = await SendAsync(client, HttpMethod.Post, "/workers/v1/session", JsonSerializer.Serialize(new SessionRequest(lease.Ticket, "bm9uY2U", WorkerProtocol.Version), WorkerJson.Default.SessionRequest));
        Assert.True(status == HttpStatusCode.OK, $"{status} {text}");
        (Attempt, Session) = (lease.Attempt, JsonSerializer.Deserialize(text, WorkerJson.Default.SessionResponse)!);
    }

    /// <summary>Ends the attempt, and waits until nothing of the run is open.</summary>
    public async Task EndAsync(WorkerResult? result = null)
    {
        var grain = Grains.GetGrain<IActivityGrain>(Attempt.Activity);
        Assert.Equal(WorkerVerdict.Accepted, await grain.ResultAsync(Session.Token, result ?? new() { Succeeded = true }));
        await Until.TrueAsync(async () => (await AskAsync(HttpMethod.Get, Environment)).Body["status"]!["run"]!["state"]!.GetValue<string>() is not "Running", "the run did not end in time");
    }

    /// <summary>A call of the tool to its state backend.</summary>
    public async Task<HttpStatusCode> ToolAsync(string method, string? body = null, string? lockId = null)
    {
        using var client = _silo.Client(server: _silo.WorkerServer);
        using var request = new HttpRequestMessage(new(method), new Uri($"/workers/v1/state{(lockId is null ? "" : $"?ID={lockId}")}", UriKind.Relative)) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"worker:{Session.Job.OpenTofu!.StatePassword}")));
        using var answer = await client.SendAsync(request, Cancellation);
        return answer.StatusCode;
    }

    /// <summary>A call of the worker.</summary>
    public async Task<(HttpStatusCode Status, string Text)> WorkerAsync(HttpMethod method, string path, string? body = null)
    {
        using var client = _silo.Client(Session.Token, _silo.WorkerServer);
        return await SendAsync(client, method, $"/workers/v1/{path}", body);
    }

    /// <summary>A call of the administrator.</summary>
    public async Task<(HttpStatusCode Status, string Text)> CallAsync(HttpMethod method, string path)
    {
        using var client = _silo.Admin();
        return await SendAsync(client, method, path, null);
    }

    /// <summary>A call of the administrator that is answered with JSON.</summary>
    public async Task<(HttpStatusCode Status, JsonObject Body)> AskAsync(HttpMethod method, string path)
    {
        var (status, text) = await CallAsync(method, path);
        return (status, text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject());
    }

    /// <summary>A call that is refused.</summary>
    public async Task<string> RefusedAsync(HttpStatusCode expected, HttpMethod method, string path)
    {
        var (status, body) = await AskAsync(method, path);
        Assert.True(status == expected, $"{status} {body}");
        return body["error"]!["message"]!.GetValue<string>();
    }

    private static async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpClient client, HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/octet-stream") };
        using var answer = await client.SendAsync(request, Cancellation);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }
}
