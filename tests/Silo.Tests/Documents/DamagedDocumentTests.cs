using System.Net;
using System.Text.Json.Nodes;
using Actors.Contracts.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Silo.Tests.Documents;

/// <summary>One thing in the store is damaged: it is named, hides nothing else, and can be mended.</summary>
[Collection<SiloCollection>]
public sealed class DamagedDocumentTests(SiloFixture silo)
{
    private readonly string _project = $"p{Guid.NewGuid():N}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_OneIsDamaged_ShowsTheOthersAndNamesIt()
    {
        await DamageAsync("b");

        var (status, list) = await SendAsync(HttpMethod.Get, "configcontexts");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["a", "c"], list["items"]!.AsArray().Select(item => item!["metadata"]!["name"]!.GetValue<string>()));
        Assert.Equal(3, list["metadata"]!["count"]!.GetValue<int>());
        Assert.Contains("ConfigContext 'b'", Assert.Single(list["metadata"]!["warnings"]!.AsArray())!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_OfADamagedOne_SaysWhatIsWrongAndTheWayOut()
    {
        await DamageAsync("b");

        var (status, body) = await SendAsync(HttpMethod.Get, "configcontexts/b");

        Assert.Equal((HttpStatusCode.InternalServerError, "Damaged"), (status, body["error"]!["code"]!.GetValue<string>()));
        foreach (var part in new[] { "ConfigContext 'b'", _project, "backup", "apply it again" })
        {
            Assert.Contains(part, body["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "configcontexts/a")).Status);
    }

    [Fact]
    public async Task Apply_BesideADamagedOne_IsRefusedUntilThatIsMended()
    {
        await DamageAsync("b", "c");

        var (status, body) = await SendAsync(HttpMethod.Post, "configcontexts", Context("a", "new"));
        Assert.Equal((HttpStatusCode.InternalServerError, "Damaged"), (status, body["error"]!["code"]!.GetValue<string>()));
        Assert.Contains("'b'", body.ToJsonString().Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);

        // One way out and the other.
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, "configcontexts", Context("b", "new"))).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, "configcontexts/c")).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, "configcontexts", Context("a", "new"))).Status);
        var (_, list) = await SendAsync(HttpMethod.Get, "configcontexts");
        Assert.Equal(["a", "b"], list["items"]!.AsArray().Select(item => item!["metadata"]!["name"]!.GetValue<string>()));
        Assert.Null(list["metadata"]!["warnings"]);
    }

    [Fact]
    public async Task Runs_AnArchiveIsDamaged_ShowsTheOthersAndNamesIt()
    {
        var runs = silo.App.Services.GetRequiredService<IRunStore>();
        foreach (var run in new[] { "01", "02", "03" })
        {
            await runs.ArchiveAsync($"default/{_project}/env/{run}", $$"""{"id":"{{run}}","kind":"Deploy","state":"Succeeded","activities":[]}""", Cancellation);
        }

        Assert.Equal(1, await silo.ExecuteAsync($"UPDATE run_archive SET json = (SELECT json FROM run_archive WHERE run = 'default/{_project}/env/01') WHERE run = 'default/{_project}/env/02'"));

        var (status, list) = await SendAsync(HttpMethod.Get, "environments/env/runs");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["03", "01"], list["items"]!.AsArray().Select(item => item!["metadata"]!["name"]!.GetValue<string>()));
        Assert.Contains("Run 02", Assert.Single(list["metadata"]!["warnings"]!.AsArray())!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("Damaged", (await SendAsync(HttpMethod.Get, "environments/env/runs/02")).Body["error"]!["code"]!.GetValue<string>());
    }

    private async Task DamageAsync(params string[] names)
    {
        foreach (var name in new[] { "a", "b", "c" })
        {
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, "configcontexts", Context(name, "old"))).Status);
        }

        foreach (var name in names)
        {
            Assert.Equal(1, await silo.ExecuteAsync(
                $"UPDATE document SET json = (SELECT json FROM document WHERE project = '{_project}' AND name = 'a') WHERE project = '{_project}' AND name = '{name}'"));
        }
    }

    private static string Context(string name, string value) =>
        $"apiVersion: eaas.envmgmt.io/v1\nkind: ConfigContext\nmetadata: {{ name: {name} }}\nspec: {{ variables: [{{ name: x, valueType: text, value: {value} }}] }}\n";

    private async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(HttpMethod method, string path, string? yaml = null)
    {
        using var admin = silo.Admin();
        using var request = new HttpRequestMessage(method, new Uri($"/apis/eaas.envmgmt.io/v1/projects/{_project}/{path}", UriKind.Relative)) { Content = yaml is null ? null : SiloFixture.Yaml(yaml) };
        using var response = await admin.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        return (response.StatusCode, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!);
    }
}
