using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Contracts.Workers;
using Actors.Grains.Activities;
using Actors.Grains.Environments;
using Actors.Grains.Queues;
using Actors.Silo.Tests.Workers;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Actors.Silo.Tests.Environments;

/// <summary>An environment whose only activity is an OpenTofu job, with the test as agent, worker and administrator.</summary>
internal sealed class TofuUnderTest
{
    public const string Id = "a.task.run";
    private readonly SiloFixture _silo;
    private readonly string _project = $"p{Guid.NewGuid():N}";
    private int _runs;
    private int _polls;
    private long _epoch;

    private TofuUnderTest(SiloFixture silo) => _silo = silo;

    public string Project => _project;

    public AttemptId Attempt { get; private set; } = null!;

    public SessionResponse Session { get; private set; } = null!;

    public string Environment => $"/apis/eaas.envmgmt.io/v1/projects/{_project}/environments/env";

    public string State => $"{Environment}/resources/a/state";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IGrainFactory Grains => _silo.App.Services.GetRequiredService<IGrainFactory>();

    public static async Task<TofuUnderTest> CreateAsync(SiloFixture silo)
    {
        var test = new TofuUnderTest(silo);
        await silo.PutAsync(test._project, "env");
        return test;
    }

    /// <summary>Starts a run, and gives its activity to the test as its worker.</summary>
    public async Task StartAsync(OpenTofuJob? job = null)
    {
        var agent = ActorKey.Of("default", _project, "one").Value;
        var queue = Grains.GetGrain<IAgentQueueGrain>(agent);
        if (_runs++ == 0)
        {
            _epoch = (await queue.RegisterAsync(new(agent, "engine", "test", [AgentProtocol.Version], null, Guid.NewGuid().ToString("N")), Cancellation)).Epoch;
        }

        var key = ActorKey.Of("default", _project, "env");
        var answer = await Grains.GetGrain<IEnvironmentGrain>(key.Value).StartRunAsync(new("deploy", null, "test"));
        Assert.True(answer.Run is not null, answer.Message);
        await TakeAsync(key.Child(answer.Run).Child(Id).Value, 0, job);
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
        var agent = ActorKey.Of("default", _project, "one").Value;
        var queue = Grains.GetGrain<IAgentQueueGrain>(agent);
        var grain = Grains.GetGrain<IActivityGrain>(activity);
        await UntilAsync(async () => await grain.GetState() is { State: ActivityStatus.Queued }, "the activity was not created in time");
        await grain.CreateAsync(new ActivityOrder
        {
            // While it is queued, the order that comes last counts.
            Spec = new() { Key = activity, Run = ActorKey.Parse(activity).Segments[^2], Generation = generation, Id = Id, Project = $"default/{_project}", Resource = "a", Kind = WorkerKind.OpenTofu, UsesState = true, Agents = [agent], QueuedAt = DateTimeOffset.UtcNow },
            Job = new() { Kind = WorkerKind.OpenTofu, OpenTofu = job ?? new() { SystemBackend = true } },
        });
        ActivityLease? lease = null;
        for (var tries = 0; lease is null; tries++)
        {
            Assert.True(tries < 10, "no poll brought the lease");
            lease = (await queue.PollAsync(new(agent, _epoch, ++_polls, 4, []), Cancellation)).Leases.FirstOrDefault(x => x.Attempt.Activity == activity);
        }

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
        await UntilAsync(async () => (await AskAsync(HttpMethod.Get, Environment)).Body["status"]!["run"]!["state"]!.GetValue<string>() is not "Running", "the run did not end in time");
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

    private static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(30), what);
            await Task.Delay(20, Cancellation);
        }
    }
}
