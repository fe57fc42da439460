using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Contracts.Workers;
using Actors.Grains.Activities;
using Actors.Grains.Environments;
using Actors.Grains.Queues;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Actors.Silo.Tests.Workers;

/// <summary>A function's attempt whose worker has called, in a project and an environment of its own.</summary>
internal sealed class FunctionUnderTest
{
    private const string Id = "a.task.run";
    private readonly SiloFixture _silo;

    private FunctionUnderTest(SiloFixture silo, AttemptId attempt, SessionResponse session) => (_silo, Attempt, Session) = (silo, attempt, session);

    public AttemptId Attempt { get; }

    public SessionResponse Session { get; }

    public FunctionJob Job => Session.Job.Function!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Deploys an environment of one function, and gives it to the test as its agent and worker.</summary>
    public static Task<FunctionUnderTest> StartAsync(SiloFixture silo, string project, string environment = "env", params string[] secrets) => StartAsync(silo, project, environment, [], secrets);

    /// <summary>The same, with a function whose expressions read working directories, and that needs packages.</summary>
    public static async Task<FunctionUnderTest> StartAsync(SiloFixture silo, string project, string environment, IReadOnlyList<string> reads, IReadOnlyList<string> secrets, params IReadOnlyList<string> packages)
    {
        await silo.PutAsync(project, environment);
        var grains = silo.App.Services.GetRequiredService<IGrainFactory>();
        var key = ActorKey.Of("default", project, environment);
        var agent = ActorKey.Of("default", project, "one").Value;
        var queue = grains.GetGrain<IAgentQueueGrain>(agent);
        var registered = await queue.RegisterAsync(new(agent, "engine", "test", [AgentProtocol.Version], null, Guid.NewGuid().ToString("N")), Cancellation);
        Assert.True(registered.Accepted, registered.Refusal);
        var run = (await grains.GetGrain<IEnvironmentGrain>(key.Value).StartRunAsync(new("deploy", null, "test"))).Run!;
        var activity = key.Child(run).Child(Id).Value;
        var grain = grains.GetGrain<IActivityGrain>(activity);
        await UntilAsync(async () => await grain.GetState() is not null);
        await grain.CreateAsync(new ActivityOrder
        {
            ReadsWorkDirs = [.. reads],
            // While it is queued, the order that comes last counts.
            Spec = new() { Key = activity, Run = run, Id = Id, Project = $"default/{project}", Resource = "a", Kind = WorkerKind.Function, Agents = [agent], QueuedAt = DateTimeOffset.UtcNow },
            Job = new()
            {
                Kind = WorkerKind.Function,
                Secrets = secrets,
                Function = new()
                {
                    Language = "python",
                    Dependencies = packages.Count == 0 ? null : packages,
                    Caller = new() { OrganizationId = "org-1", ProjectId = $"{project}-1", EnvironmentId = $"{environment}-1", EnvironmentName = environment },
                },
            },
        });
        ActivityLease? lease = null;
        for (var number = 1; lease is null; number++)
        {
            Assert.True(number < 10, "no poll brought the lease");
            lease = (await queue.PollAsync(new(agent, registered.Epoch, number, 4, []), Cancellation)).Leases.FirstOrDefault(x => x.Attempt.Activity == activity);
        }

        var opened = await grain.OpenSessionAsync(new(lease.Ticket, "bm9uY2U", WorkerProtocol.Version));
        Assert.Equal(WorkerVerdict.Accepted, opened.Verdict);
        return new(silo, lease.Attempt, opened.Session!);
    }

    /// <summary>Ends the attempt.</summary>
    public async Task EndAsync()
    {
        var grain = _silo.App.Services.GetRequiredService<IGrainFactory>().GetGrain<IActivityGrain>(Attempt.Activity);
        Assert.Equal(WorkerVerdict.Accepted, await grain.ResultAsync(Session.Token, new() { Succeeded = true }));
    }

    /// <summary>Calls an endpoint of the worker listener.</summary>
    public async Task<(HttpStatusCode Status, string Body)> CallAsync(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var client = _silo.Client(server: _silo.WorkerServer);
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        // What is too large is refused before it is sent.
        request.Headers.ExpectContinue = content?.Headers.ContentLength > 1 << 20;
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var answer = await client.SendAsync(request, Cancellation);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    public async Task<(HttpStatusCode Status, string Body)> UploadAsync(string text, string part = "content", string query = "?append=true", string? token = null)
    {
        using var body = new MultipartFormDataContent();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        body.Add(content, part, "stdout");
        return await CallAsync(HttpMethod.Post, FunctionProtocol.LogPath + query, body, (FunctionProtocol.WorkflowTokenHeader, token ?? Job.LogToken!));
    }

    public Task<(HttpStatusCode Status, string Body)> StateAsync(HttpMethod method, string json, string? token = null) =>
        CallAsync(method, FunctionProtocol.StatePath, new StringContent(json, Encoding.UTF8, "application/json"), (FunctionProtocol.StateTokenHeader, token ?? Job.StateToken!));

    public Task<(HttpStatusCode Status, string Body)> ReadAsync(string query, string? token = null) =>
        CallAsync(HttpMethod.Get, $"{FunctionProtocol.StatePath}?{query}", null, (FunctionProtocol.StateTokenHeader, token ?? Job.StateToken!));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(30), "the activity was not created in time");
            await Task.Delay(20, Cancellation);
        }
    }
}
