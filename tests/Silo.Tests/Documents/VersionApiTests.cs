using System.Net;
using System.Text.Json.Nodes;

namespace Actors.Silo.Tests.Documents;

[Collection<SiloCollection>]
public sealed class VersionApiTests(SiloFixture silo)
{
    private readonly string _project = $"p{Guid.NewGuid():N}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Apply_AnotherSpecToAnActiveVersion_IsRefusedAndLeavesIt()
    {
        await AppliedAsync("resourcetemplates", Resource("v1", "one"));
        await AppliedAsync("resourcetemplates", Resource("v1", "one"));

        var (status, error) = await SendAsync("resourcetemplates", Resource("v1", "two"));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("new spec.version", error["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains(error["error"]!["details"]!.AsArray(), detail => detail!["path"]!.GetValue<string>() == "spec.variables");
        Assert.Equal("one", (await GetAsync("resourcetemplates/r"))["spec"]!["variables"]![0]!["value"]!.GetValue<string>());
        await AppliedAsync("resourcetemplates", Resource("v2", "two", "draft"));
        await AppliedAsync("resourcetemplates", Resource("v2", "three", "draft"));
        await AppliedAsync("resourcetemplates", Resource("v2", "three"));
        Assert.Equal("three", (await GetAsync("resourcetemplates/r"))["spec"]!["variables"]![0]!["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task Environment_KeepsWhatItWasLaunchedWith_UntilItIsAppliedAgain()
    {
        await AppliedAsync("resourcetemplates", Resource("v1", "one"));
        await AppliedAsync("environmenttemplates", Template("v1"));
        await AppliedAsync("environments", Environment());
        await LaunchAsync();

        await AppliedAsync("resourcetemplates", Resource("v2", "two"));
        await AppliedAsync("environmenttemplates", Template("v2"));
        var kept = (await GetAsync("environments/e?values=true"))["status"]!;
        Assert.Equal(("v1", "v1"), (kept["launched"]!["version"]!.GetValue<string>(), kept["launched"]!["resources"]!["r"]!.GetValue<string>()));
        Assert.Equal("one", kept["values"]!.AsArray().Single(value => value!["name"]!.GetValue<string>() == "x")!["from"]!["value"]!.GetValue<string>());

        using (var admin = silo.Admin())
        {
            using var refused = await admin.DeleteAsync(new Uri(Path("resourcetemplates/r?version=v1"), UriKind.Relative), Cancellation);
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Contains("Environment/e is on", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }

        await AppliedAsync("environmenttemplates", Template("v1", "disabled"));
        await AppliedAsync("environments", Environment());
        var updated = (await GetAsync("environments/e?values=true"))["status"]!;
        Assert.Equal("two", updated["values"]!.AsArray().Single(value => value!["name"]!.GetValue<string>() == "x")!["from"]!["value"]!.GetValue<string>());
        Assert.Equal("v1", updated["launched"]!["version"]!.GetValue<string>());

        var (status, error) = await SendAsync("environments", Environment(version: "v1"));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("is disabled", error["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Environment_ImmutableValueChangedAfterItsLaunch_IsRefusedWhenApplied()
    {
        await AppliedAsync("resourcetemplates", Resource("v1", "one"));
        await AppliedAsync("environmenttemplates", Template("v1"));
        await AppliedAsync("environments", Environment("{name: zone, value: a}"));
        await LaunchAsync();

        var (status, error) = await SendAsync("environments", Environment("{name: zone, value: b}"));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("'zone' of the resource 'r' is immutable", error["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Environment_ValueThatItsTemplateSaysIsSensitive_IsNeverShown()
    {
        await AppliedAsync("resourcetemplates", Resource("v1", "one"));
        await AppliedAsync("environmenttemplates", Template("v1"));

        var applied = await AppliedAsync("environments", Environment("{name: secret, value: hunter2}"));
        var read = await GetAsync("environments/e?values=true&findings=true");

        Assert.DoesNotContain("hunter2", applied.ToJsonString() + read.ToJsonString() + await GetAsync("environments"), StringComparison.Ordinal);
        var value = read["status"]!["values"]!.AsArray().Single(each => each!["name"]!.GetValue<string>() == "secret")!;
        Assert.Equal(
            """{"resource":"r","kind":"variable","name":"secret","type":"text","sensitive":true,"required":false,"immutable":false,"from":{"subject":"Environment/e","path":"spec.variables[0].value","value":"********"},"overridden":[]}""",
            value.ToJsonString());
    }

    private static string Resource(string version, string value, string state = "active") => Document("ResourceTemplate", "r", $$$"""
        version: {{{version}}}, versionState: {{{state}}}, provider: custom,
          variables: [{name: x, value: {{{value}}}}, {name: zone, options: {immutable: true}}, {name: secret, options: {sensitive: true}}],
          providerOptions: {custom: {reverseOnDestroy: true, tasks: [{name: run, workflowHandler: {data: {config: {type: function, function: {language: bash, source: "echo"} } } } }]} }
        """);

    private static string Template(string version, string state = "active") => Document("EnvironmentTemplate", "et", $"version: {version}, versionState: {state}, resources: [{{name: r}}]");

    private static string Environment(string variables = "", string? version = null) =>
        Document("Environment", "e", $"template: {{name: et{(version is null ? "" : $", version: {version}")}}}, variables: [{variables}]");

    private static string Document(string kind, string name, string spec) => $"apiVersion: eaas.envmgmt.io/v1\nkind: {kind}\nmetadata: {{name: {name}}}\nspec: {{{spec}}}\n";

    private string Path(string rest) => $"/apis/eaas.envmgmt.io/v1/projects/{_project}/{rest}";

    private async Task LaunchAsync()
    {
        using var admin = silo.Admin();
        using var response = await admin.PostAsync(new Uri(Path("environments/e/deploy"), UriKind.Relative), null, Cancellation);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync(Cancellation));
    }

    private async Task<JsonNode> AppliedAsync(string plural, string yaml)
    {
        var (status, body) = await SendAsync(plural, yaml);
        Assert.True(status == HttpStatusCode.OK, body.ToJsonString());
        return body;
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(string plural, string yaml)
    {
        using var admin = silo.Admin();
        using var response = await admin.PostAsync(new Uri(Path(plural), UriKind.Relative), SiloFixture.Yaml(yaml), Cancellation);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!);
    }

    private async Task<JsonNode> GetAsync(string rest)
    {
        using var admin = silo.Admin();
        return JsonNode.Parse(await admin.GetStringAsync(new Uri(Path(rest), UriKind.Relative), Cancellation))!;
    }
}
