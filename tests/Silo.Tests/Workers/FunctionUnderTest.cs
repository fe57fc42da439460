using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Contracts.Workers;
using Actors.Grains.Activities;
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
        var agent = new AgentUnderTest(silo, project);
        var run = await agent.DeployAsync(environment);
        var activity = key.Child(run).Child(Id).Value;
        var lease = await agent.TakeAsync(new ActivityOrder
        {
            ReadsWorkDirs = [.. reads],
            Spec = new() { Key = activity, Run = run, Id = Id, Project = $"default/{project}", Resource = "a", Kind = WorkerKind.Function, Agents = [agent.Key], QueuedAt = DateTimeOffset.UtcNow },
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
        var opened = await grains.GetGrain<IActivityGrain>(activity).OpenSessionAsync(new(lease.Ticket, "bm9uY2U", WorkerProtocol.Version));
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
}
