using System.Net;
using System.Text.Json.Nodes;

namespace Actors.Silo.Tests.Documents;

[Collection<SiloCollection>]
public sealed class GlobalSettingsApiTests(SiloFixture silo) : IAsyncDisposable
{
    private const string Everywhere = "/apis/paas.envmgmt.io/v1/projects/*/globalsettings";
    private readonly string _project = $"p{Guid.NewGuid():N}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // The organisation's level is one for all tests.
    public async ValueTask DisposeAsync()
    {
        using var admin = silo.Admin();
        using var response = await admin.DeleteAsync(new Uri(Everywhere + "/default", UriKind.Relative));
    }

    [Fact]
    public async Task Apply_ForAllProjects_TakesAgentsOfAnyProject_AndIsReadAndDeletedThere()
    {
        var (a, b) = ($"a{_project}", $"b{_project}");
        await SendAsync("gitops.k8smgmt.io/v3", "agents", Agent(a));
        await SendAsync("gitops.k8smgmt.io/v3", "agents", Agent(b));

        var (status, applied) = await SendAsync("paas.envmgmt.io/v1", "globalsettings", Settings($"{{name: {a}}}, {{name: {b}}}", "*"), "*");

        Assert.True(status == HttpStatusCode.OK, applied.ToJsonString());
        Assert.Null(applied["status"]);
        var (_, read) = await GetAsync(Everywhere + "/default");
        Assert.Equal("*", read["metadata"]!["project"]!.GetValue<string>());
        Assert.Single((await GetAsync(Everywhere)).Body["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync($"/apis/paas.envmgmt.io/v1/projects/{_project}/globalsettings/default")).Status);

        using var admin = silo.Admin();
        using var deleted = await admin.DeleteAsync(new Uri(Everywhere + "/default", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
    }

    [Fact]
    public async Task Apply_UnknownAgent_IsRefusedAtItsField()
    {
        foreach (var project in new[] { "*", _project })
        {
            var (status, error) = await SendAsync("paas.envmgmt.io/v1", "globalsettings", Settings("{name: nobody}", project), project);

            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Contains(error["error"]!["details"]!.AsArray(), detail => detail!["path"]!.GetValue<string>() == "spec.agents[0].name" && detail["severity"]!.GetValue<string>() == "error");
        }
    }

    [Fact]
    public async Task Apply_OneAgent_IsStoredWithAWarning()
    {
        await SendAsync("gitops.k8smgmt.io/v3", "agents", Agent("alone"));

        var (status, applied) = await SendAsync("paas.envmgmt.io/v1", "globalsettings", Settings("{name: alone}", _project));
        var (_, described) = await GetAsync($"/apis/paas.envmgmt.io/v1/projects/{_project}/globalsettings/default?findings=true");
        var (_, plain) = await GetAsync($"/apis/paas.envmgmt.io/v1/projects/{_project}/globalsettings/default");

        Assert.Equal(HttpStatusCode.OK, status);
        var finding = Assert.Single(applied["status"]!["findings"]!.AsArray())!;
        Assert.Equal(("warning", "GlobalSettings/default", "spec.agents"), (finding["severity"]!.GetValue<string>(), finding["subject"]!.GetValue<string>(), finding["path"]!.GetValue<string>()));
        Assert.Equal(finding.ToJsonString(), Assert.Single(described["status"]!["findings"]!.AsArray())!.ToJsonString());
        Assert.Null(plain["status"]);
    }

    [Theory]
    [InlineData("gitops.k8smgmt.io/v3", "agents")]
    [InlineData("eaas.envmgmt.io/v1", "environments")]
    public async Task AllProjects_HoldNothingElse(string group, string plural)
    {
        var (status, error) = await GetAsync($"/apis/{group}/projects/*/{plural}");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("GlobalSettings only", error["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static string Agent(string name) => $"apiVersion: gitops.k8smgmt.io/v3\nkind: Agent\nmetadata: {{name: {name}}}\nspec: {{type: Docker}}\n";

    private static string Settings(string agents, string project) =>
        $"apiVersion: paas.envmgmt.io/v1\nkind: GlobalSettings\nmetadata: {{name: default, project: '{project}'}}\nspec: {{agents: [{agents}]}}\n";

    private async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(string group, string plural, string yaml, string? project = null)
    {
        using var admin = silo.Admin();
        using var response = await admin.PostAsync(new Uri($"/apis/{group}/projects/{project ?? _project}/{plural}", UriKind.Relative), SiloFixture.Yaml(yaml), Cancellation);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!);
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> GetAsync(string path)
    {
        using var admin = silo.Admin();
        using var response = await admin.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!);
    }
}
