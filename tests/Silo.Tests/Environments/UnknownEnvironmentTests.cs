using System.Net;

namespace Actors.Silo.Tests.Environments;

/// <summary>What is asked of an environment that is not there says so, and not that it has nothing.</summary>
[Collection<SiloCollection>]
public sealed class UnknownEnvironmentTests(SiloFixture silo)
{
    [Theory]
    [InlineData("GET", "activities")]
    [InlineData("GET", "activities/x")]
    [InlineData("GET", "activities/x?run=R1")]
    [InlineData("GET", "activities/x/logs")]
    [InlineData("GET", "activities/x/logs?follow=true")]
    [InlineData("GET", "activities/x/plan")]
    [InlineData("GET", "logs?activity=x")]
    [InlineData("GET", "runs")]
    [InlineData("GET", "runs/x")]
    [InlineData("GET", "states")]
    [InlineData("GET", "resources/x/state")]
    [InlineData("GET", "resources/x/state/versions")]
    [InlineData("GET", "resources/x/state/versions/current")]
    [InlineData("GET", "resources/x/state/versions/1")]
    [InlineData("POST", "resources/x/state/versions/1/restore")]
    [InlineData("POST", "resources/x/state/adopt")]
    [InlineData("POST", "resources/x/state/discard")]
    [InlineData("POST", "resources/x/state/unlock")]
    public async Task Call_EnvironmentThatIsNotThere_IsNotFoundAndNamed(string method, string path)
    {
        var tofu = await TofuUnderTest.CreateAsync(silo);
        var nope = tofu.Environment[..^"env".Length] + "nope";

        var error = await tofu.RefusedAsync(HttpStatusCode.NotFound, new HttpMethod(method), $"{nope}/{path}");

        Assert.Contains($"There is no Environment 'nope' in project '{tofu.Project}'.", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("activities")]
    [InlineData("runs")]
    [InlineData("states")]
    public async Task List_EnvironmentWithoutRuns_IsEmpty(string path)
    {
        var tofu = await TofuUnderTest.CreateAsync(silo);

        var (status, body) = await tofu.AskAsync(HttpMethod.Get, $"{tofu.Environment}/{path}");

        Assert.Equal((HttpStatusCode.OK, "0"), (status, body["metadata"]!["count"]!.ToString()));
    }

    [Fact]
    public async Task List_EnvironmentWhoseDocumentIsGone_IsKnownByItsRuns()
    {
        var tofu = await TofuUnderTest.CreateAsync(silo);
        await tofu.StartAsync();
        Assert.Equal(1, await silo.ExecuteAsync($"DELETE FROM document WHERE project = '{tofu.Project}' AND kind = 'Environment'"));

        Assert.Equal(HttpStatusCode.NotFound, (await tofu.CallAsync(HttpMethod.Get, tofu.Environment)).Status);
        Assert.Equal("1", (await tofu.AskAsync(HttpMethod.Get, $"{tofu.Environment}/runs")).Body["metadata"]!["count"]!.ToString());
        Assert.Equal("0", (await tofu.AskAsync(HttpMethod.Get, $"{tofu.Environment}/states")).Body["metadata"]!["count"]!.ToString());
        Assert.Contains("has no run 'x'", await tofu.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, $"{tofu.Environment}/runs/x"), StringComparison.Ordinal);
    }
}
