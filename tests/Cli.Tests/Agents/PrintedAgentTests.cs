using System.Net;
using Actors.Cli.Hosting;
using Actors.Cli.Tests.Support;

namespace Actors.Cli.Tests.Agents;

/// <summary><c>create token -o compose</c> and <c>-o kubernetes</c>.</summary>
public sealed class PrintedAgentTests
{
    private const string Agent = "/apis/gitops.k8smgmt.io/v3/projects/default/agents/east";
    private const string Certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

    [Fact]
    public async Task Compose_OfAnAgent_RefersToTheTokenAndHoldsItNowhere()
    {
        using var folder = new TempFolder();
        await using var server = await ServerAsync();

        var result = await RunAsync(server, folder, "-o", "compose", "--controller", "http://10.0.0.5:8080");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.DoesNotContain("ag.new", result.Out + result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("{", result.Out.Replace("${ACTORS_DOCKER_SOCKET:-/var/run/docker.sock}", "", StringComparison.Ordinal), StringComparison.Ordinal);
        foreach (var line in new[]
        {
            "image: \"actors/silo:1.2.3\"", "Actors__Controller: \"http://10.0.0.5:8080\"", "Actors__Agents__east__WorkerUrl: \"http://10.0.0.5:8081\"",
            "Actors__Agents__east__Project: \"default\"", "file: \"./east.token\"",
        })
        {
            Assert.Contains(line, result.Out, StringComparison.Ordinal);
        }

        var token = Path.Combine(folder.Path, "east.token");
        Assert.Equal("ag.new\n", await File.ReadAllTextAsync(token, TestContext.Current.CancellationToken));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(token) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task Compose_TokenFileIsThere_MakesNoToken()
    {
        using var folder = new TempFolder().Write("east.token", "old");
        await using var server = await ServerAsync();

        var result = await RunAsync(server, folder, "-o", "compose", "--controller", "http://10.0.0.5:8080");

        Assert.Equal(ExitCodes.Usage, result.ExitCode);
        Assert.Contains("east.token is there already", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Requests, request => request.Method == "POST");
        Assert.Equal("old", await File.ReadAllTextAsync(Path.Combine(folder.Path, "east.token"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Compose_ServerRefuses_LeavesNoFile()
    {
        using var folder = new TempFolder();
        await using var server = await FakeServer.StartAsync();
        server.On("GET /apis", """{"name":"actors","version":"1.2.3","installation":"i"}""");

        var result = await RunAsync(server, folder, "-o", "compose", "--controller", "http://10.0.0.5:8080");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task Kubernetes_OfAnAgentWithAnAuthority_HasSecretAddressesAndTheWayOfWorkers()
    {
        using var folder = new TempFolder().Write("ca.pem", Certificate);
        await using var server = await ServerAsync();

        var result = await RunAsync(server, folder, "-o", "kubernetes", "--controller", "https://c.example:8443", "--worker-url", "https://10.0.0.5:8444", "--ca-file", "ca.pem");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.DoesNotContain("ag.new", result.Error, StringComparison.Ordinal);
        foreach (var text in new[]
        {
            "kind: Secret\n", "  token: \"ag.new\"\n", "    -----BEGIN CERTIFICATE-----\n    AAAA\n", "namespace: actors-east\n", "kind: Namespace\n",
            "value: \"https://c.example:8443\"", "value: \"https://10.0.0.5:8444\"", "image: \"actors/silo:1.2.3\"", "Actors__Agents__east__CaFile", "Actors__ControllerCaFile",
            "cidr: 10.0.0.5/32", "port: 8444",
        })
        {
            Assert.Contains(text, result.Out, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("actors-agents", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("__local__", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("actors.actors.svc", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("compose", "http://10.0.0.5:8080", "http://10.0.0.5:8081", "no TLS at http://10.0.0.5:8080 and http://10.0.0.5:8081:", "      Actors__PlainHttp: private\n")]
    [InlineData("compose", "https://10.0.0.5:8443", "http://10.0.0.5:8081", "no TLS at http://10.0.0.5:8081:", "      Actors__PlainHttp: private\n")]
    [InlineData("kubernetes", "http://c.example:8080", "https://c.example:8444", "no TLS at http://c.example:8080:", "        - name: Actors__PlainHttp\n          value: private\n")]
    public async Task CreateToken_AddressesWithoutTls_WarnsAndSaysWhatTheAgentNeeds(string format, string controller, string workers, string warning, string setting)
    {
        using var folder = new TempFolder();
        await using var server = await ServerAsync();

        var result = await RunAsync(server, folder, "-o", format, "--controller", controller, "--worker-url", workers);

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Contains($"WARNING: {warning}", result.Error, StringComparison.Ordinal);
        Assert.StartsWith($"# WARNING: {warning}", result.Out, StringComparison.Ordinal);
        Assert.Contains(setting, result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("compose", false)]
    [InlineData("kubernetes", true)] // Of its health, which the kubelet asks for.
    public async Task CreateToken_AddressesWithTls_WarnsOfNothing(string format, bool plain)
    {
        using var folder = new TempFolder();
        await using var server = await ServerAsync();

        var result = await RunAsync(server, folder, "-o", format, "--controller", "https://c.example:8443", "--worker-url", "https://c.example:8444");

        Assert.DoesNotContain("WARNING", result.Out + result.Error, StringComparison.Ordinal);
        Assert.Equal(plain, result.Out.Contains("Actors__PlainHttp", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("is the agent's own machine", "-o", "compose")]
    [InlineData("--worker-url", "-o", "kubernetes", "--controller", "https://c.example")]
    [InlineData("--controller is not valid", "-o", "compose", "--controller", "c.example:8080")]
    [InlineData("is no name of a namespace", "-o", "kubernetes", "--controller", "http://c.example:8080", "--namespace", "A B")]
    [InlineData("is no name of an image", "-o", "compose", "--controller", "http://c.example:8080", "--image", "a\"b")]
    [InlineData("cannot be read", "-o", "compose", "--controller", "http://c.example:8080", "--ca-file", "missing.pem")]
    public async Task CreateToken_WhatCannotWork_EndsBeforeThereIsAToken(string message, params string[] arguments)
    {
        using var folder = new TempFolder();
        await using var server = await ServerAsync();

        var result = await RunAsync(server, folder, arguments);

        Assert.Equal(ExitCodes.Usage, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Requests, request => request.Method == "POST");
    }

    private static async Task<FakeServer> ServerAsync()
    {
        var server = await FakeServer.StartAsync();
        return server.On($"POST {Agent}/tokens", """{"id":"t1","token":"ag.new"}""", HttpStatusCode.Created).On("GET /apis", """{"name":"actors","version":"1.2.3","installation":"i"}""");
    }

    private static Task<CliResult> RunAsync(FakeServer server, TempFolder folder, params string[] arguments) =>
        CliRun.RunAsync(["create", "token", "--agent", "east", .. arguments], server: server.Address, token: FakeServer.Token, folder: folder.Path);
}
