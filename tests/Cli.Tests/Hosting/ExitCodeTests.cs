using System.Net;
using Actors.Cli.Hosting;
using Actors.Cli.Tests.Support;

namespace Actors.Cli.Tests.Hosting;

public sealed class ExitCodeTests
{
    private const string Agents = "/apis/gitops.k8smgmt.io/v3/projects/default/agents";

    [Theory]
    [InlineData]
    [InlineData("nonsense")]
    [InlineData("get")]
    [InlineData("get", "nonsense")]
    [InlineData("get", "agents", "-o", "xml")]
    [InlineData("get", "runs")]
    [InlineData("get", "tokens")]
    [InlineData("delete", "token", "t1")]
    [InlineData("describe", "token", "t1")]
    [InlineData("get", "agents", "..")]
    [InlineData("describe", "activity", "no-environment")]
    [InlineData("delete", "activities", "x")]
    [InlineData("deploy")]
    [InlineData("deploy", "demo", "--wait", "--timeout", "soon")]
    [InlineData("validate")]
    [InlineData("create", "token")]
    [InlineData("get", "agents", "--server", "not an address")]
    [InlineData("get", "agents", "--token-file", "there-is-no-such-file")]
    public async Task RunAsync_WrongUse_EndsWith2AndSaysWhy(params string[] args)
    {
        var result = await CliRun.RunAsync(args);

        Assert.Equal(ExitCodes.Usage, result.ExitCode);
        Assert.StartsWith("error: ", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Out);
    }

    [Theory]
    [InlineData("--attempt must be a whole number of 1 or more, not 'x'.", "logs", "demo", "--attempt", "x")]
    [InlineData("--attempt must be a whole number of 1 or more, not '0'.", "logs", "demo", "--attempt", "0")]
    [InlineData("--attempt must be a whole number of 1 or more, not '-1'.", "logs", "demo", "--attempt", "-1")]
    [InlineData("--attempt must be a whole number of 1 or more, not '99999999999'.", "logs", "demo", "--attempt", "99999999999")]
    [InlineData("--version must be a whole number of 1 or more, not 'abc'.", "state", "download", "demo", "app", "--version", "abc")]
    [InlineData("--version must be a whole number of 1 or more, not '1.5'.", "state", "restore", "demo", "app", "--version", "1.5")]
    [InlineData("--limit must be a whole number of 1 or more, not 'x'.", "get", "agents", "--limit", "x")]
    [InlineData("--offset must be a whole number of 0 or more, not '-1'.", "get", "agents", "--offset", "-1")]
    [InlineData("--port must be 1 to 65000.", "cluster", "up", "2", "--port", "x")]
    [InlineData("The number of silos must be 1 to 16.", "cluster", "up", "x")]
    [InlineData("'actors state unlock' needs <environment> and <resource>.", "state", "unlock")]
    [InlineData("'actors state unlock' needs <resource>.", "state", "unlock", "demo")]
    [InlineData("'actors get' needs <kind>.", "get")]
    [InlineData("--version is of templates; environments have no versions.", "get", "environments", "--version", "v1")]
    [InlineData("--version is of templates; runs have no versions.", "get", "runs", "demo", "--version", "v1")]
    [InlineData("--version is of templates; environments have no versions.", "delete", "env", "demo", "--version", "v1")]
    [InlineData("Name the template whose version 'v1' is meant: 'actors get resourcetemplates NAME --version v1'. A list has all versions.", "get", "rt", "--version", "v1")]
    [InlineData("--run is of activities; runs are not of one run.", "get", "runs", "demo", "--run", "R1")]
    public async Task RunAsync_WrongArgument_EndsWith2AndSaysJustThat(string problem, params string[] args)
    {
        var result = await CliRun.RunAsync(args);

        Assert.Equal((ExitCodes.Usage, $"error: {problem}"), (result.ExitCode, result.Error.Split('\n')[0]));
    }

    [Theory]
    [InlineData("There is no Environment 't5d%2Fx'.")]
    [InlineData("There is no Environment 't5d/x'.")]
    public async Task RunAsync_NameWithASlash_IsNamedAsItWasTyped(string message)
    {
        await using var server = await FakeServer.StartAsync();
        server.On("GET /apis/eaas.envmgmt.io/v1/projects/default/environments/t5d%2Fx", $$$"""{"error":{"code":"NotFound","message":"{{{message}}}"}}""", HttpStatusCode.NotFound);

        var result = await server.RunAsync("get", "env", "t5d/x");

        Assert.Equal((ExitCodes.Failed, "error: There is no Environment 't5d/x'.\n"), (result.ExitCode, result.Error));
    }

    [Fact]
    public async Task RunAsync_NothingListens_EndsWith3AndNamesTheAddress()
    {
        string address;
        await using (var server = await FakeServer.StartAsync())
        {
            address = server.Address;
        }

        var result = await CliRun.RunAsync(["get", "agents", "--server", address], token: FakeServer.Token);

        Assert.Equal(ExitCodes.Unreachable, result.ExitCode);
        Assert.Contains(address, result.Error, StringComparison.Ordinal);
        Assert.Contains("--server", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, ExitCodes.Ok)]
    [InlineData(1000, ExitCodes.Failed)]
    public async Task RunAsync_SiloOfTheClusterHasJustEnded_ReadsAgainForAWhile(int unavailable, int exitCode)
    {
        await using var server = await FakeServer.StartAsync();
        var calls = 0;
        server.On($"GET {Agents}/east", async context =>
        {
            var answers = ++calls > unavailable;
            context.Response.StatusCode = answers ? 200 : 503;
            await context.Response.Body.WriteAsync(answers
                ? """{"kind":"Agent","metadata":{"name":"east"}}"""u8.ToArray()
                : """{"error":{"code":"Unavailable","message":"The silo cannot answer now."}}"""u8.ToArray());
        });

        var result = await server.RunAsync("get", "agent", "east");

        Assert.Equal(exitCode, result.ExitCode);
        Assert.InRange(calls, 4, 25);
    }

    [Fact]
    public async Task RunAsync_NoToken_EndsWith4AndSaysWhereTokensComeFrom()
    {
        await using var server = await FakeServer.StartAsync();

        var result = await CliRun.RunAsync(["get", "agents"], server.Address);

        Assert.Equal(ExitCodes.Unauthorized, result.ExitCode);
        Assert.Contains("No token was given", result.Error, StringComparison.Ordinal);
        Assert.Contains("ACTORS_TOKEN", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_WrongToken_EndsWith4AndDoesNotPrintIt()
    {
        await using var server = await FakeServer.StartAsync();

        var result = await CliRun.RunAsync(["get", "agents"], server.Address, token: "wrong-but-still-secret");

        Assert.Equal(ExitCodes.Unauthorized, result.ExitCode);
        Assert.DoesNotContain("wrong-but-still-secret", result.Out + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Forbidden_EndsWith4()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"GET {Agents}", """{"error":{"code":"Forbidden","message":"This token opens only /agents/v1."}}""", HttpStatusCode.Forbidden);

        var result = await server.RunAsync("get", "agents");

        Assert.Equal(ExitCodes.Unauthorized, result.ExitCode);
        Assert.Contains("This token opens only /agents/v1.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_NotFound_EndsWith1AndSaysWhatTheServerSays()
    {
        await using var server = await FakeServer.StartAsync();

        var result = await server.RunAsync("get", "agent", "nobody");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Equal($"error: There is no {Agents}/nobody.\n", result.Error);
    }

    [Theory]
    [InlineData("<html>busy</html>", HttpStatusCode.BadGateway, "502")]
    [InlineData("<html>welcome</html>", HttpStatusCode.OK, "not understood")]
    [InlineData("[]", HttpStatusCode.OK, "not understood")]
    public async Task RunAsync_AnswerOfSomethingElse_EndsWith1AndSaysSo(string body, HttpStatusCode status, string expected)
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"GET {Agents}", body, status);

        var result = await server.RunAsync("get", "agents");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Interrupted_EndsWith130()
    {
        await using var server = await FakeServer.StartAsync();
        using var interrupted = new CancellationTokenSource();
        server.On($"GET {Agents}", async context =>
        {
            await interrupted.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });

        var result = await CliRun.RunAsync(["get", "agents"], server.Address, FakeServer.Token, cancellation: interrupted.Token);

        Assert.Equal(ExitCodes.Interrupted, result.ExitCode);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("get", "--help")]
    [InlineData("--version")]
    public async Task RunAsync_Help_EndsWith0(params string[] args)
    {
        var result = await CliRun.RunAsync(args);

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.NotEmpty(result.Out);
    }
}
