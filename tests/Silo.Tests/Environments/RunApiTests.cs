using System.Net;
using System.Text.Json.Nodes;

namespace Actors.Silo.Tests.Environments;

[Collection<SiloCollection>]
public sealed class RunApiTests(SiloFixture silo)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly string _project = $"p{Guid.NewGuid():N}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Environment => $"/apis/eaas.envmgmt.io/v1/projects/{_project}/environments/env";

    [Fact]
    public async Task Deploy_WhileARunIsOpen_IsRefusedOrQueuedByChoice()
    {
        await ApplyAsync();
        var first = Run(await SendAsync(HttpMethod.Post, "/deploy"));

        var (refused, why) = await SendAsync(HttpMethod.Post, "/destroy");
        Assert.Equal(HttpStatusCode.Conflict, refused);
        Assert.Contains("ifBusy=queue", why.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(HttpMethod.Post, "/destroy?ifBusy=perhaps")).Status);
        var second = await SendAsync(HttpMethod.Post, "/destroy?ifBusy=queue&force=true");
        Assert.Equal((HttpStatusCode.Accepted, 1), (second.Status, second.Body["position"]!.GetValue<int>()));

        var (_, waiting) = await SendAsync(HttpMethod.Get, $"/runs/{Run(second)}");
        Assert.Equal(("ForceDestroy", "Queued", null), (Text(waiting, "spec.kind"), Text(waiting, "status.state"), Text(waiting, "status.finishedAt")));
        Assert.Contains(first, Text(waiting, "status.message"), StringComparison.Ordinal);
        var (_, list) = await SendAsync(HttpMethod.Get, "/runs");
        Assert.Equal([Run(second), first], list["items"]!.AsArray().Select(item => Text(item!, "metadata.name")!));
        var (_, environment) = await SendAsync(HttpMethod.Get, "");
        Assert.Equal([Run(second)], environment["status"]!["queue"]!.AsArray().Select(item => Text(item!, "id")!));

        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(HttpMethod.Post, "/cancel?all=true")).Status);
        Assert.Equal("Cancelled", Text(await EndedAsync(Run(second)), "status.state"));
        Assert.Equal("Cancelled", Text(await EndedAsync(first), "status.state"));
    }

    [Fact]
    public async Task Deploy_WithABodyThatIsNoPayload_IsRefused()
    {
        await ApplyAsync();

        foreach (var body in new[] { "[1]", "nonsense", """{"paylod": {}}""", "{\"payload\": {\"a\": \"" + new string('x', 70_000) + "\"}}" })
        {
            using var admin = silo.Admin();
            using var content = new StringContent(body);
            using var answer = await admin.PostAsync(new Uri($"{Environment}/deploy", UriKind.Relative), content, Cancellation);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("payload", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task DestroyAndDelete_ProtectedEnvironment_AreConflicts()
    {
        await ApplyAsync(", annotations: {actors.destroy-protection: enabled}");

        foreach (var (method, path) in new[] { (HttpMethod.Post, "/destroy"), (HttpMethod.Post, "/destroy?force=true"), (HttpMethod.Delete, "") })
        {
            var (status, body) = await SendAsync(method, path);
            Assert.Equal(HttpStatusCode.Conflict, status);
            Assert.Contains("actors.destroy-protection: disabled", body.ToJsonString(), StringComparison.Ordinal);
        }

        await ApplyAsync();
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, "")).Status);
    }

    [Fact]
    public async Task Plan_NothingToPlan_IsARunOfItsOwnAndLeavesTheStatus()
    {
        await ApplyAsync();

        var run = Run(await SendAsync(HttpMethod.Post, "/plan"));

        var ended = await EndedAsync(run);
        Assert.Equal(("Plan", "Succeeded"), (Text(ended, "spec.kind"), Text(ended, "status.state")));
        Assert.Equal("NotDeployed", Text((await SendAsync(HttpMethod.Get, "")).Body, "status.state"));
    }

    private static string Run((HttpStatusCode Status, JsonNode Body) answer)
    {
        Assert.True(answer.Status == HttpStatusCode.Accepted, answer.Body.ToJsonString());
        return Text(answer.Body, "run")!;
    }

    private static string? Text(JsonNode node, string path) => path.Split('.').Aggregate<string, JsonNode?>(node, (found, name) => found?[name])?.ToString();

    private async Task<JsonNode> EndedAsync(string run)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var (status, body) = await SendAsync(HttpMethod.Get, $"/runs/{run}");
            Assert.True(status == HttpStatusCode.OK, body.ToJsonString());
            if (Text(body, "status.finishedAt") is not null)
            {
                return body;
            }

            Assert.True(clock.Elapsed < Deadline, body.ToJsonString());
            await Task.Delay(50, Cancellation);
        }
    }

    private async Task ApplyAsync(string metadata = "")
    {
        await PutAsync("resourcetemplates", """
            apiVersion: eaas.envmgmt.io/v1
            kind: ResourceTemplate
            metadata: {name: r}
            spec:
              provider: custom
              providerOptions:
                custom: {reverseOnDestroy: true, tasks: [{name: t, workflowHandler: {data: {config: {type: function, function: {language: bash, source: echo}}}}}]}
            """);
        await PutAsync("environmenttemplates", "apiVersion: eaas.envmgmt.io/v1\nkind: EnvironmentTemplate\nmetadata: {name: et}\nspec: {resources: [{name: r}]}\n");
        await PutAsync("environments", $"apiVersion: eaas.envmgmt.io/v1\nkind: Environment\nmetadata: {{name: env{metadata}}}\nspec: {{template: {{name: et}}}}\n");
    }

    private async Task PutAsync(string plural, string yaml)
    {
        using var admin = silo.Admin();
        using var response = await admin.PostAsync(new Uri($"/apis/eaas.envmgmt.io/v1/projects/{_project}/{plural}", UriKind.Relative), SiloFixture.Yaml(yaml), Cancellation);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(HttpMethod method, string path)
    {
        using var admin = silo.Admin();
        using var request = new HttpRequestMessage(method, new Uri(Environment + path, UriKind.Relative));
        using var response = await admin.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        return (response.StatusCode, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!);
    }
}
