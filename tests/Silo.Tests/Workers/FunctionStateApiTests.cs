using System.Net;
using System.Text.Json.Nodes;
using Actors.Contracts.Workers;

namespace Actors.Silo.Tests.Workers;

[Collection<SiloCollection>]
public sealed class FunctionStateApiTests(SiloFixture silo)
{
    private const string Wide = """{"organization_id":"org-1","project_id":null,"environment_id":null}""";

    [Fact]
    public async Task State_ReadChangeWriteDelete_AsTheProtocolSays()
    {
        var function = await FunctionUnderTest.StartAsync(silo, "state-cycle");
        var (scope, query) = (Scope("state-cycle", "env"), "organization_id=org-1&project_id=state-cycle-1&environment_id=env-1&key=k");
        Assert.Equal(HttpStatusCode.NotFound, (await function.ReadAsync(query)).Status);

        Assert.Equal(HttpStatusCode.OK, (await function.StateAsync(HttpMethod.Put, Put(scope, "k", """{"a":[1,null,"ö"]}""", 0))).Status);
        var read = await function.ReadAsync(query);
        Assert.Equal(HttpStatusCode.OK, read.Status);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"value":{"a":[1,null,"ö"]},"version":1}"""), JsonNode.Parse(read.Body)), read.Body);
        Assert.Equal(HttpStatusCode.Conflict, (await function.StateAsync(HttpMethod.Put, Put(scope, "k", "2", 0))).Status);
        Assert.Equal(HttpStatusCode.OK, (await function.StateAsync(HttpMethod.Put, Put(scope, "k", "2", 1))).Status);
        Assert.Equal(HttpStatusCode.OK, (await function.StateAsync(HttpMethod.Put, Put(scope, "k", "3", 3))).Status);
        Assert.Equal("""{"value":3,"version":3}""", (await function.ReadAsync(query)).Body);

        Assert.Equal(HttpStatusCode.OK, (await function.StateAsync(HttpMethod.Delete, $$"""{"scope":{{scope}},"key":"k"}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await function.StateAsync(HttpMethod.Delete, $$"""{"scope":{{scope}},"key":"k"}""")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await function.ReadAsync(query)).Status);
        Assert.Equal(HttpStatusCode.OK, (await function.StateAsync(HttpMethod.Put, Put(scope, "k", "1", 1))).Status);
    }

    [Fact]
    public async Task State_Scopes_AreSharedAsFarAsTheyReach()
    {
        var one = await FunctionUnderTest.StartAsync(silo, "state-scopes", "one");
        var two = await FunctionUnderTest.StartAsync(silo, "state-scopes", "two");
        var far = await FunctionUnderTest.StartAsync(silo, "state-far", "one");
        var project = """{"organization_id":"org-1","project_id":"state-scopes-1"}""";
        foreach (var (scope, value) in new[] { (Scope("state-scopes", "one"), "1"), (project, "2"), (Wide, "3") })
        {
            Assert.Equal(HttpStatusCode.OK, (await one.StateAsync(HttpMethod.Put, Put(scope, "shared", value, 0))).Status);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await two.ReadAsync("organization_id=org-1&project_id=state-scopes-1&environment_id=two-1&key=shared")).Status);
        Assert.Equal("""{"value":2,"version":1}""", (await two.ReadAsync("organization_id=org-1&project_id=state-scopes-1&key=shared")).Body);
        Assert.Equal("""{"value":3,"version":1}""", (await two.ReadAsync("organization_id=org-1&project_id=&environment_id=&key=shared")).Body);
        Assert.Equal(HttpStatusCode.NotFound, (await far.ReadAsync("organization_id=org-1&project_id=state-far-1&key=shared")).Status);
        Assert.Equal("""{"value":3,"version":1}""", (await far.ReadAsync("organization_id=org-1&key=shared")).Body);
    }

    [Fact]
    public async Task State_OfSomebodyElse_IsRefused()
    {
        var function = await FunctionUnderTest.StartAsync(silo, "state-own");
        await FunctionUnderTest.StartAsync(silo, "state-other");

        foreach (var scope in new[]
        {
            """{"organization_id":"org-2"}""",
            """{"organization_id":"org-1","project_id":"state-other-1"}""",
            """{"organization_id":"org-1","project_id":"state-own-1","environment_id":"env-2"}""",
            """{"organization_id":"org-1","project_id":"state-other-1","environment_id":"env-1"}""",
        })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await function.StateAsync(HttpMethod.Put, Put(scope, "k", "1", 0))).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await function.StateAsync(HttpMethod.Delete, $$"""{"scope":{{scope}},"key":"k"}""")).Status);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await function.ReadAsync("organization_id=org-1&project_id=state-other-1&key=k")).Status);
        var foreign = await function.CallAsync(HttpMethod.Get, $"{FunctionProtocol.StatePath}?organization_id=org-1&key=k", null,
            (FunctionProtocol.StateTokenHeader, function.Job.StateToken!), (FunctionProtocol.ProjectHeader, "state-other-1"));
        Assert.Equal(HttpStatusCode.Forbidden, foreign.Status);
    }

    [Theory]
    [InlineData("{", "JSON")]
    [InlineData("[]", "scope")]
    [InlineData("""{"scope":[],"key":"k","value":1}""", "scope")]
    [InlineData("""{"scope":{},"key":"k","value":1}""", "organization_id")]
    [InlineData("""{"scope":{"organization_id":1},"key":"k","value":1}""", "organization_id")]
    [InlineData("""{"scope":{"organization_id":"\ud800"},"key":"k","value":1}""", "half of a character")]
    [InlineData("""{"scope":{"organization_id":"org-1","environment_id":"env-1"},"key":"k","value":1}""", "project_id")]
    [InlineData("""{"scope":{"organization_id":"org-1"},"value":1}""", "key")]
    [InlineData("""{"scope":{"organization_id":"org-1"},"key":"a\u0000b","value":1}""", "key")]
    [InlineData("""{"scope":{"organization_id":"org-1"},"key":"k"}""", "value")]
    [InlineData("""{"scope":{"organization_id":"org-1"},"key":"k","value":1,"version":-1}""", "version")]
    [InlineData("""{"scope":{"organization_id":"org-1"},"key":"k","value":1,"version":4294967296}""", "version")]
    public async Task Put_NotAsItMustBe_SaysWhat(string body, string words)
    {
        var function = await FunctionUnderTest.StartAsync(silo, $"state-invalid-{Guid.NewGuid():N}");

        var (status, text) = await function.StateAsync(HttpMethod.Put, body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(words, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_TooLarge_IsRefused()
    {
        var function = await FunctionUnderTest.StartAsync(silo, "state-large");
        var scope = Scope("state-large", "env");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await function.StateAsync(HttpMethod.Put, Put(scope, "k", $"\"{new string('x', 300_000)}\"", 0))).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await function.StateAsync(HttpMethod.Put, Put(scope, "k", $"\"{new string('x', 2_000_000)}\"", 0))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await function.StateAsync(HttpMethod.Put, Put(scope, new string('k', 257), "1", 0))).Status);
    }

    [Fact]
    public async Task State_WithAnotherTokenOrAfterTheEnd_OpensNothing()
    {
        var function = await FunctionUnderTest.StartAsync(silo, "state-tokens");
        const string Query = "organization_id=org-1&key=k";

        foreach (var token in new[] { function.Session.Token, function.Job.LogToken!, "ak.x.1.y.z" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await function.ReadAsync(Query, token)).Status);
        }

        var bearer = await function.CallAsync(HttpMethod.Get, $"{FunctionProtocol.StatePath}?{Query}", null, ("Authorization", $"Bearer {function.Session.Token}"));
        Assert.Equal(HttpStatusCode.Forbidden, bearer.Status);
        await function.EndAsync();
        Assert.Equal(HttpStatusCode.Forbidden, (await function.ReadAsync(Query)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await function.StateAsync(HttpMethod.Put, Put(Wide, "k", "1", 0))).Status);
    }

    private static string Scope(string project, string environment) => $$"""{"organization_id":"org-1","project_id":"{{project}}-1","environment_id":"{{environment}}-1"}""";

    private static string Put(string scope, string key, string value, int version) => $$"""{"scope":{{scope}},"key":"{{key}}","value":{{value}},"version":{{version}}}""";
}
