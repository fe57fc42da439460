using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Actors.Silo.Tests.Documents;

[Collection<SiloCollection>]
public sealed class DocumentApiTests(SiloFixture silo)
{
    private const string Secret = "planted-4711";
    private readonly string _project = $"p{Guid.NewGuid():N}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Apply_ThenGet_GivesTheDocumentWithoutItsSecret()
    {
        var (status, applied) = await ApplyAsync("configcontexts", Context("c1", Secret));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.DoesNotContain(Secret, applied.ToJsonString(), StringComparison.Ordinal);

        var (_, read) = await GetAsync("configcontexts/c1");
        Assert.Equal("c1", read["metadata"]!["name"]!.GetValue<string>());
        Assert.Equal(_project, read["metadata"]!["project"]!.GetValue<string>());
        Assert.DoesNotContain(Secret, read.ToJsonString(), StringComparison.Ordinal);
        var (_, list) = await GetAsync("configcontexts");
        Assert.DoesNotContain(Secret, list.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_OfWhatWasRead_IsAcceptedWithItsMarkers()
    {
        await ApplyAsync("configcontexts", Context("c1", Secret));
        var (_, read) = await GetAsync("configcontexts/c1");

        using var admin = silo.Admin();
        using var again = await admin.PostAsync(new Uri(Path("configcontexts"), UriKind.Relative), new StringContent(read.ToJsonString(), Encoding.UTF8, "application/json"), Cancellation);

        Assert.True(again.IsSuccessStatusCode, await again.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Apply_CredentialInAHeader_IsNeverShownAndKept()
    {
        const string Handler = "apiVersion: eaas.envmgmt.io/v1\nkind: WorkflowHandler\nmetadata: {name: h1}\nspec: {config: {type: http, http: {endpoint: 'https://example.com', headers: {Authorization: Bearer " + Secret + ", Accept: text/plain}}}}\n";
        var (status, applied) = await ApplyAsync("workflowhandlers", Handler);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.DoesNotContain(Secret, applied.ToJsonString(), StringComparison.Ordinal);

        var (_, read) = await GetAsync("workflowhandlers/h1");
        Assert.Equal(["********", "text/plain"], read["spec"]!["config"]!["http"]!["headers"]!.AsObject().Select(each => each.Value!.GetValue<string>()));
        Assert.DoesNotContain(Secret, (await GetAsync("workflowhandlers")).Body.ToJsonString(), StringComparison.Ordinal);

        var (again, error) = await ApplyAsync("workflowhandlers", Handler.Replace("Bearer " + Secret, "'********'", StringComparison.Ordinal));
        Assert.True(again == HttpStatusCode.OK, error.ToJsonString());
    }

    [Fact]
    public async Task Apply_OfARedactedValueThatNothingStandsFor_IsRefused()
    {
        var (status, error) = await ApplyAsync("configcontexts", Context("c1", "********"));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("value", error["error"]!["details"]![0]!["path"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("configcontexts/c1")).Status);
    }

    [Fact]
    public async Task Apply_OfABadDocument_NamesThePlaceAndLeavesTheStoreAsItWas()
    {
        await ApplyAsync("configcontexts", Context("c1", "before"));
        var (_, before) = await GetAsync("configcontexts/c1");

        using var admin = silo.Admin();
        using var response = await admin.PostAsync(new Uri(Path("configcontexts") + "?source=bad.yaml", UriKind.Relative),
            SiloFixture.Yaml(Context("c1", "after").Replace("variables:", "variables: {", StringComparison.Ordinal)), Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var detail = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!["error"]!["details"]![0]!;
        Assert.Equal("bad.yaml", detail["source"]!.GetValue<string>());
        Assert.True(detail["line"]!.GetValue<int>() > 0);
        Assert.Equal(before.ToJsonString(), (await GetAsync("configcontexts/c1")).Body.ToJsonString());
    }

    [Fact]
    public async Task Apply_WithAMissingReference_IsRefusedAndStoresNothing()
    {
        var (status, error) = await ApplyAsync("environments",
            "apiVersion: eaas.envmgmt.io/v1\nkind: Environment\nmetadata:\n  name: e1\nspec:\n  template:\n    name: nowhere\n");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("nowhere", error.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("environments/e1")).Status);
    }

    [Fact]
    public async Task Apply_OfAnotherKindThanThePath_IsRefused() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await ApplyAsync("environments", Context("c1", "x"))).Status);

    [Fact]
    public async Task Apply_WithFailOnExists_IsAConflictTheSecondTime()
    {
        await ApplyAsync("configcontexts", Context("c1", "x"));
        using var admin = silo.Admin();
        using var response = await admin.PostAsync(new Uri(Path("configcontexts") + "?fail-on-exists=true", UriKind.Relative), SiloFixture.Yaml(Context("c1", "x")), Cancellation);

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
    }

    [Fact]
    public async Task Apply_OfTwoDocuments_IsRefused() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await ApplyAsync("configcontexts", Context("c1", "x") + "---\n" + Context("c2", "x"))).Status);

    [Fact]
    public async Task Apply_OfTooMuch_Answers413()
    {
        using var admin = silo.Admin();
        admin.DefaultRequestHeaders.ExpectContinue = true;
        using var response = await admin.PostAsync(new Uri(Path("configcontexts"), UriKind.Relative), SiloFixture.Yaml(new string('#', 9 << 20)), Cancellation);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Apply_WithUnknownContentType_Answers415()
    {
        using var admin = silo.Admin();
        using var response = await admin.PostAsync(new Uri(Path("configcontexts"), UriKind.Relative), new StringContent("x", Encoding.UTF8, "text/plain"), Cancellation);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task List_WithLimitAndOffset_GivesThePage()
    {
        foreach (var name in new[] { "a", "b", "c" })
        {
            await ApplyAsync("configcontexts", Context(name, "x"));
        }

        var (_, list) = await GetAsync("configcontexts?limit=1&offset=1");
        Assert.Equal("ConfigContextList", list["kind"]!.GetValue<string>());
        Assert.Equal(3, list["metadata"]!["count"]!.GetValue<int>());
        Assert.Equal("b", list["items"]!.AsArray().Single()!["metadata"]!["name"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.BadRequest, (await GetAsync("configcontexts?limit=0")).Status);
    }

    [Fact]
    public async Task Delete_OfADocument_TakesItAwayOnce()
    {
        await ApplyAsync("configcontexts", Context("c1", "x"));
        using var admin = silo.Admin();
        var path = new Uri(Path("configcontexts") + "/c1", UriKind.Relative);

        using var first = await admin.DeleteAsync(path, Cancellation);
        using var second = await admin.DeleteAsync(path, Cancellation);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (first.StatusCode, second.StatusCode));
    }

    [Fact]
    public async Task Get_OfAnUnknownKind_NamesTheKinds()
    {
        var (status, error) = await GetAsync("gadgets");

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("environmenttemplates", error.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deploy")]
    [InlineData("destroy")]
    [InlineData("cancel")]
    [InlineData("retry")]
    public async Task Verb_OfAnUnknownEnvironment_Answers404(string verb)
    {
        using var admin = silo.Admin();
        using var response = await admin.PostAsync(new Uri($"{Path("environments")}/nope/{verb}", UriKind.Relative), null, Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!["error"]!;
        Assert.Equal($"There is no Environment 'nope' in project '{_project}'.", error["message"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("configcontexts?limit=abc", "The parameter 'limit' cannot be 'abc': it is a whole number.")]
    [InlineData("environments/nope/runs?offset=1.5", "The parameter 'offset' cannot be '1.5': it is a whole number.")]
    public async Task Get_WithAParameterOfTheWrongForm_NamesIt(string path, string message)
    {
        var (status, error) = await GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(("Invalid", message), (error["error"]!["code"]!.GetValue<string>(), error["error"]!["message"]!.GetValue<string>()));
    }

    private static string Context(string name, string value) =>
        $"apiVersion: eaas.envmgmt.io/v1\nkind: ConfigContext\nmetadata:\n  name: {name}\nspec:\n  variables:\n  - name: a\n    value: \"{value}\"\n    options:\n      sensitive: true\n";

    private string Path(string plural) => $"/apis/eaas.envmgmt.io/v1/projects/{_project}/{plural}";

    private async Task<(HttpStatusCode Status, JsonNode Body)> ApplyAsync(string plural, string yaml)
    {
        using var admin = silo.Admin();
        using var response = await admin.PostAsync(new Uri(Path(plural), UriKind.Relative), SiloFixture.Yaml(yaml), Cancellation);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!);
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> GetAsync(string path)
    {
        using var admin = silo.Admin();
        using var response = await admin.GetAsync(new Uri(Path(path), UriKind.Relative), Cancellation);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!);
    }
}
