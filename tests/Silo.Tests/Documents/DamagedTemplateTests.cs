using System.Net;

namespace Actors.Silo.Tests.Documents;

/// <summary>What others need is not deleted because it is damaged.</summary>
[Collection<SiloCollection>]
public sealed class DamagedTemplateTests(SiloFixture silo)
{
    private readonly string _project = $"p{Guid.NewGuid():N}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("?version=v1")]
    public async Task Delete_DamagedOneThatAnotherRefersTo_IsRefused(string query)
    {
        await ApplyAsync("v1");
        await DamageAsync("ResourceTemplate", "r", "v1");

        var (status, text) = await SendAsync(HttpMethod.Delete, "resourcetemplates/r" + query);

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("is referred to by EnvironmentTemplate/et", text, StringComparison.Ordinal);
        // Another version serves the reference.
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, "resourcetemplates", Resource("v1"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, "resourcetemplates", Resource("v2"))).Status);
        await DamageAsync("ResourceTemplate", "r", "v1");
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, "resourcetemplates/r?version=v1")).Status);
    }

    [Fact]
    public async Task Delete_AllVersionsOfWhatAnotherRefersTo_IsRefused()
    {
        await ApplyAsync("v1");
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, "resourcetemplates", Resource("v2"))).Status);

        var (status, text) = await SendAsync(HttpMethod.Delete, "resourcetemplates/r");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("is referred to by EnvironmentTemplate/et (", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "resourcetemplates/r?version=v1")).Status);
    }

    [Fact]
    public async Task Delete_DamagedVersionThatAnEnvironmentIsOn_IsRefused()
    {
        await ApplyAsync("v1");
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(HttpMethod.Post, "environments/e/deploy")).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, "resourcetemplates", Resource("v2"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, "environmenttemplates", Template("v2"))).Status);
        await DamageAsync("ResourceTemplate", "r", "v1");
        await DamageAsync("EnvironmentTemplate", "et", "v1");

        foreach (var path in new[] { "resourcetemplates/r?version=v1", "environmenttemplates/et?version=v1" })
        {
            var (status, text) = await SendAsync(HttpMethod.Delete, path);
            Assert.Equal(HttpStatusCode.Conflict, status);
            Assert.Contains("of version 'v1' is what Environment/e is on", text.Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Delete_DamagedEnvironment_IsRefusedWithTheWayOutThatThereIs()
    {
        await ApplyAsync("v1");
        await DamageAsync("Environment", "e", "");

        var (status, text) = await SendAsync(HttpMethod.Delete, "environments/e");

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("apply its document again first", text, StringComparison.Ordinal);
        Assert.DoesNotContain("or delete it", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, "environments", Environment)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, "environments/e")).Status);
    }

    private const string Environment = "apiVersion: eaas.envmgmt.io/v1\nkind: Environment\nmetadata: {name: e}\nspec: {template: {name: et}}\n";

    private static string Resource(string version) => $$$"""
        apiVersion: eaas.envmgmt.io/v1
        kind: ResourceTemplate
        metadata: {name: r}
        spec:
          version: {{{version}}}
          provider: custom
          providerOptions: {custom: {reverseOnDestroy: true, tasks: [{name: run, workflowHandler: {data: {config: {type: function, function: {language: bash, source: "echo"} } } } }]} }
        """;

    private static string Template(string version) =>
        $"apiVersion: eaas.envmgmt.io/v1\nkind: EnvironmentTemplate\nmetadata: {{name: et}}\nspec: {{version: {version}, resources: [{{name: r}}]}}\n";

    private async Task ApplyAsync(string version)
    {
        foreach (var (plural, yaml) in new[] { ("resourcetemplates", Resource(version)), ("environmenttemplates", Template(version)), ("environments", Environment) })
        {
            var (status, text) = await SendAsync(HttpMethod.Post, plural, yaml);
            Assert.True(status == HttpStatusCode.OK, text);
        }
    }

    private async Task DamageAsync(string kind, string name, string version) => Assert.Equal(1, await silo.ExecuteAsync($"""
        UPDATE document SET json = (SELECT json FROM document WHERE project = '{_project}' AND kind = '{(kind == "Environment" ? "EnvironmentTemplate" : "Environment")}' LIMIT 1)
        WHERE project = '{_project}' AND kind = '{kind}' AND name = '{name}' AND version = '{version}'
        """));

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpMethod method, string path, string? yaml = null)
    {
        using var admin = silo.Admin();
        using var request = new HttpRequestMessage(method, new Uri($"/apis/eaas.envmgmt.io/v1/projects/{_project}/{path}", UriKind.Relative)) { Content = yaml is null ? null : SiloFixture.Yaml(yaml) };
        using var response = await admin.SendAsync(request, Cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }
}
