using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Actors.Contracts.Agents;
using Actors.Contracts.Api;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Contracts.Workers;
using Actors.Grains.Activities;
using Actors.Grains.Queues;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Actors.Silo.Tests.Environments;

[Collection<SiloCollection>]
public sealed class LogApiTests(SiloFixture silo)
{
    private readonly string _project = $"p{Guid.NewGuid():N}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Environment => $"/apis/eaas.envmgmt.io/v1/projects/{_project}/environments/env";

    private string Follow => $"{Environment}/activities/r.task.t/logs?follow=true";

    [Fact]
    public async Task Follow_WhileItIsWritten_SendsItAndEndsWithTheActivity()
    {
        var (attempt, activity, token) = await RunningAsync();
        var logs = silo.App.Services.GetRequiredService<ILogStore>();
        using var admin = silo.Admin();
        using var response = await OpenAsync(admin, Follow);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        await using var body = await response.Content.ReadAsStreamAsync(Cancellation);
        await using var events = SseParser.Create(body).EnumerateAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.Equal("Running", (await NextAsync(events, LogEvents.Status)).State.ToString());

        // Straight into the store, as another silo would write it.
        await logs.AppendAsync(attempt, 0, "one\n"u8.ToArray(), Cancellation);
        Assert.Equal((1, 0, "one\n"), await LogAsync(events));
        var id = events.Current.EventId!;
        await logs.AppendAsync(attempt, 4, "two\r\n"u8.ToArray(), Cancellation);
        Assert.Equal((1, 4, "two\r\n"), await LogAsync(events));

        await activity.ResultAsync(token, new() { Succeeded = true });
        Assert.Equal("Succeeded", (await NextAsync(events, LogEvents.End)).State.ToString());
        Assert.False(await events.MoveNextAsync());

        // The whole of it again, the rest, and nothing.
        Assert.Contains("one\\n", await TextAsync(Follow), StringComparison.Ordinal);
        var rest = await TextAsync(Follow, id);
        Assert.DoesNotContain("one", rest, StringComparison.Ordinal);
        Assert.Contains("two\\r\\n", rest, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(Follow, "1.9.end"));
    }

    [Fact]
    public async Task Follow_BadRequest_SaysWhat()
    {
        await RunningAsync();

        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(Follow, "nonsense"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(Follow, "7.0"));
        Assert.Equal(HttpStatusCode.NotAcceptable, await StatusAsync(Follow, accept: "application/json"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(Follow.Replace("r.task.t", "nope", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"{Follow}&attempt=5"));
    }

    [Fact]
    public async Task Read_OfAnActivity_IsTheSameAsByItsQuery()
    {
        var (attempt, _, _) = await RunningAsync();
        await silo.App.Services.GetRequiredService<ILogStore>().AppendAsync(attempt, 0, "one\n"u8.ToArray(), Cancellation);

        Assert.Equal("one\n", await TextAsync($"{Environment}/activities/r.task.t/logs"));
        Assert.Equal("one\n", await TextAsync($"{Environment}/logs?activity=r.task.t"));
    }

    private static async Task<LogEventData> NextAsync(IAsyncEnumerator<SseItem<string>> events, string type)
    {
        while (await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), Cancellation))
        {
            if (events.Current.EventType == type)
            {
                return JsonSerializer.Deserialize(events.Current.Data, ApiJson.Default.LogEventData)!;
            }
        }

        throw new InvalidOperationException($"The events ended without '{type}'.");
    }

    private static async Task<(int Attempt, long? Offset, string? Text)> LogAsync(IAsyncEnumerator<SseItem<string>> events) =>
        await NextAsync(events, LogEvents.Log) is var data ? (data.Attempt, data.Offset, data.Text) : default;

    private static async Task<HttpResponseMessage> OpenAsync(HttpClient client, string path, string? lastEventId = null, string accept = "text/event-stream")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Accept.Add(new(accept));
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    private async Task<string> TextAsync(string path, string? lastEventId = null)
    {
        using var admin = silo.Admin();
        using var response = await OpenAsync(admin, path, lastEventId, "*/*");
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    private async Task<HttpStatusCode> StatusAsync(string path, string? lastEventId = null, string accept = "text/event-stream")
    {
        using var admin = silo.Admin();
        using var response = await OpenAsync(admin, path, lastEventId, accept);
        return response.StatusCode;
    }

    /// <summary>An environment whose only activity runs, with the test as agent and worker.</summary>
    private async Task<(AttemptId Attempt, IActivityGrain Activity, string Token)> RunningAsync()
    {
        await PutAsync("gitops.k8smgmt.io/v3", "agents", "apiVersion: gitops.k8smgmt.io/v3\nkind: Agent\nmetadata: {name: a}\nspec: {type: Docker}\n");
        await PutAsync("eaas.envmgmt.io/v1", "resourcetemplates", """
            apiVersion: eaas.envmgmt.io/v1
            kind: ResourceTemplate
            metadata: {name: r}
            spec:
              provider: custom
              providerOptions: {custom: {tasks: [{name: t, workflowHandler: {data: {config: {type: function, function: {language: bash, source: echo}}}}}]}}
            """);
        await PutAsync("eaas.envmgmt.io/v1", "environmenttemplates", "apiVersion: eaas.envmgmt.io/v1\nkind: EnvironmentTemplate\nmetadata: {name: et}\nspec: {resources: [{name: r}], agents: [{name: a}]}\n");
        await PutAsync("eaas.envmgmt.io/v1", "environments", "apiVersion: eaas.envmgmt.io/v1\nkind: Environment\nmetadata: {name: env}\nspec: {template: {name: et}}\n");
        using var admin = silo.Admin();
        using var deploy = await admin.PostAsync(new Uri($"{Environment}/deploy", UriKind.Relative), null, Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, deploy.StatusCode);

        var grains = silo.App.Services.GetRequiredService<IGrainFactory>();
        var agent = ActorKey.Of("default", _project, "a").Value;
        var queue = grains.GetGrain<IAgentQueueGrain>(agent);
        var session = await queue.RegisterAsync(new(agent, "machine", "process", [AgentProtocol.Version], 1), Cancellation);
        var number = 0;
        IReadOnlyList<ActivityLease> leases = [];
        while (leases.Count == 0)
        {
            Assert.True(number < 10, "no lease");
            leases = (await queue.PollAsync(new(agent, session.Epoch, ++number, 1, []), Cancellation)).Leases;
        }

        var lease = leases[0];
        var activity = grains.GetGrain<IActivityGrain>(lease.Attempt.Activity);
        var opened = await activity.OpenSessionAsync(new(lease.Ticket, Guid.NewGuid().ToString("N"), WorkerProtocol.Version));
        Assert.Equal(WorkerVerdict.Accepted, opened.Verdict);
        return (lease.Attempt, activity, opened.Session!.Token);
    }

    private async Task PutAsync(string group, string plural, string yaml)
    {
        using var admin = silo.Admin();
        using var response = await admin.PostAsync(new Uri($"/apis/{group}/projects/{_project}/{plural}", UriKind.Relative), SiloFixture.Yaml(yaml), Cancellation);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }
}
