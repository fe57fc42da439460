using System.Net;
using System.Text.Json.Nodes;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Grains.Queues;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Actors.Silo.Tests.Environments;

[Collection<SiloCollection>]
public sealed class ActivityDetailsTests(SiloFixture silo)
{
    private const string Template = """
        apiVersion: eaas.envmgmt.io/v1
        kind: ResourceTemplate
        metadata: {name: r}
        spec:
          provider: custom
          providerOptions:
            custom:
              tasks:
                - {name: first, workflowHandler: &echo {data: {config: {type: function, function: {language: bash, source: echo}}}}}
                - {name: second, agents: [{name: c}], workflowHandler: *echo}
        """;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly string _project = $"p{Guid.NewGuid():N}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Environments => $"/apis/eaas.envmgmt.io/v1/projects/{_project}/environments";

    [Fact]
    public async Task Get_Activity_SaysWhoMayTakeIt_WhyItWaits_AndWhoHasIt()
    {
        await DeployAsync();

        var waiting = await UntilAsync("r.task.first", status => Text(status, "reason") == "AgentsOffline");
        Assert.Equal(
            [("a", "EnvironmentTemplate", "EnvironmentTemplate/et", null, "Offline"), ("b", "EnvironmentTemplate", "EnvironmentTemplate/et", "pool", "Offline")],
            waiting["candidates"]!.AsArray().Select(item => (Text(item, "agent"), Text(item, "level"), Text(item, "document"), Text(item, "pool"), Text(item, "state"))));
        Assert.All(waiting["candidates"]!.AsArray(), item => Assert.Equal("has never registered", Text(item, "note")));
        Assert.Empty(waiting["attempts"]!.AsArray());

        var blocked = await StatusAsync("r.task.second");
        Assert.Equal(("Waiting", "Dependency"), (Text(blocked, "state"), Text(blocked, "reason")));
        Assert.Equal(("c", "Task", "ResourceTemplate/r"), Assert.Single(blocked["candidates"]!.AsArray().Select(item => (Text(item, "agent"), Text(item, "level"), Text(item, "document")))));

        // The agent comes, gets it and is silent from then on.
        var agent = ActorKey.Of("default", _project, "a").Value;
        var queue = silo.App.Services.GetRequiredService<IGrainFactory>().GetGrain<IAgentQueueGrain>(agent);
        var session = await queue.RegisterAsync(new(agent, "machine", "process", [AgentProtocol.Version], 1), Cancellation);
        var lease = Assert.Single((await queue.PollAsync(new(agent, session.Epoch, 1, 1, []), Cancellation)).Leases);
        Assert.EndsWith("r.task.first", lease.Attempt.Activity, StringComparison.Ordinal);

        var leased = await UntilAsync("r.task.first", status => Text(status, "state") == "Leased");
        Assert.Equal([("Full", "has it"), ("Offline", "has never registered")], leased["candidates"]!.AsArray().Select(item => (Text(item, "state"), Text(item, "note"))));
        Assert.Equal(("1", "a", null), Assert.Single(leased["attempts"]!.AsArray().Select(item => (Text(item, "number"), Text(item, "agent"), Text(item, "finishedAt")))));

        // Its session runs out: a second attempt waits for another agent.
        var lost = await UntilAsync("r.task.first", status => status["attempts"]![0]!["finishedAt"] is not null);
        Assert.Equal("AgentLost", Text(lost["attempts"]![0], "reason"));
        Assert.StartsWith("lost the latest attempt", Text(lost["candidates"]![0], "note"), StringComparison.Ordinal);

        await SendAsync(HttpMethod.Post, $"{Environments}/env/cancel");
        var ended = await UntilAsync("r.task.first", status => Text(status, "state") == "Cancelled");
        Assert.Single(ended["attempts"]!.AsArray());
        Assert.All(ended["candidates"]!.AsArray(), item => Assert.Null(Text(item, "state")));
    }

    [Fact]
    public async Task Get_UnknownActivity_NamesThoseOfTheRun()
    {
        await DeployAsync();

        var (status, body) = await SendAsync(HttpMethod.Get, $"{Environments}/env/activities/nope");

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("r.task.first, r.task.second", Text(body["error"], "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetEnvironment_WithFindings_ShowsWhatADeployWouldFind()
    {
        await DeployAsync();

        var (_, plain) = await SendAsync(HttpMethod.Get, $"{Environments}/env");
        var (_, full) = await SendAsync(HttpMethod.Get, $"{Environments}/env?findings=true");

        Assert.Null(plain["status"]!["findings"]);
        Assert.Equal(Text(plain["status"], "state"), Text(full["status"], "state"));
        Assert.Equal(
            ("ResourceTemplate/r", "spec.providerOptions.custom.tasks[1].agents"),
            Assert.Single(full["status"]!["findings"]!.AsArray().Select(item => (Text(item, "subject"), Text(item, "path")))));
    }

    private static string? Text(JsonNode? node, string field) => node![field]?.ToString();

    private async Task DeployAsync()
    {
        foreach (var name in new[] { "a", "b", "c" })
        {
            await ApplyAsync("gitops.k8smgmt.io/v3", "agents", $"apiVersion: gitops.k8smgmt.io/v3\nkind: Agent\nmetadata: {{name: {name}}}\nspec: {{type: Docker}}\n");
        }

        await ApplyAsync("gitops.k8smgmt.io/v3", "agentpools", "apiVersion: gitops.k8smgmt.io/v3\nkind: AgentPool\nmetadata: {name: pool}\nspec: {agents: [b]}\n");
        await ApplyAsync("eaas.envmgmt.io/v1", "resourcetemplates", Template);
        await ApplyAsync("eaas.envmgmt.io/v1", "environmenttemplates",
            "apiVersion: eaas.envmgmt.io/v1\nkind: EnvironmentTemplate\nmetadata: {name: et}\nspec: {resources: [{name: r}], agents: [{name: a}], agentPools: [{name: pool}]}\n");
        await ApplyAsync("eaas.envmgmt.io/v1", "environments", "apiVersion: eaas.envmgmt.io/v1\nkind: Environment\nmetadata: {name: env}\nspec: {template: {name: et}}\n");
        var (status, body) = await SendAsync(HttpMethod.Post, $"{Environments}/env/deploy");
        Assert.True(status == HttpStatusCode.Accepted, body.ToJsonString());
    }

    private async Task<JsonNode> UntilAsync(string activity, Func<JsonNode, bool> condition)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var status = await StatusAsync(activity);
            if (condition(status))
            {
                return status;
            }

            Assert.True(clock.Elapsed < Deadline, status.ToJsonString());
            await Task.Delay(100, Cancellation);
        }
    }

    private async Task<JsonNode> StatusAsync(string activity)
    {
        var (status, body) = await SendAsync(HttpMethod.Get, $"{Environments}/env/activities/{activity}");
        Assert.True(status == HttpStatusCode.OK, body.ToJsonString());
        return body["status"]!;
    }

    private async Task ApplyAsync(string group, string plural, string yaml)
    {
        var (status, body) = await SendAsync(HttpMethod.Post, $"/apis/{group}/projects/{_project}/{plural}", SiloFixture.Yaml(yaml));
        Assert.True(status == HttpStatusCode.OK, body.ToJsonString());
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using var admin = silo.Admin();
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        using var response = await admin.SendAsync(request, Cancellation);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!);
    }
}
