using Actors.Cli.Hosting;
using Actors.Cli.Tests.Support;

namespace Actors.Cli.Tests.Agents;

/// <summary>The files that <c>create token -o compose</c> writes beside what it prints, and leaves alone.</summary>
public sealed class PrintedAgentFilesTests
{
    private const string Certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

    [Fact]
    public async Task Compose_OfAnAgent_RefersToTheTokenAndHoldsItNowhere()
    {
        using var folder = new TempFolder();
        await using var server = await PrintedAgent.ServerAsync();

        var result = await PrintedAgent.RunAsync(server, folder, "-o", "compose", "--controller", "http://10.0.0.5:8080");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.DoesNotContain("ag.new", result.Out + result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("{", result.Out.Replace("${ACTORS_DOCKER_SOCKET:-/var/run/docker.sock}", "", StringComparison.Ordinal), StringComparison.Ordinal);
        foreach (var line in new[]
        {
            "image: \"actors/silo:1.2.3\"", "Put this file and east.token side by side", "Actors__Controller: \"http://10.0.0.5:8080\"", "Actors__Agents__east__WorkerUrl: \"http://10.0.0.5:8081\"",
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
        await using var server = await PrintedAgent.ServerAsync();

        var result = await PrintedAgent.RunAsync(server, folder, "-o", "compose", "--controller", "http://10.0.0.5:8080");

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
        folder.Write("ca.pem", Certificate);

        var result = await PrintedAgent.RunAsync(server, folder, "-o", "compose", "--controller", "http://10.0.0.5:8080", "--ca-file", "ca.pem");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Equal("ca.pem", Path.GetFileName(Assert.Single(Directory.GetFiles(folder.Path))));
    }

    [Theory]
    [InlineData("another")]
    [InlineData(null)]
    public async Task Compose_AuthorityCannotBeWritten_MakesNoTokenAndLeavesNoFile(string? there)
    {
        using var folder = new TempFolder().Write("ca.pem", Certificate);
        if (there is null)
        {
            Directory.CreateDirectory(Path.Combine(folder.Path, "east.ca.pem"));
        }
        else
        {
            folder.Write("east.ca.pem", there);
        }

        await using var server = await PrintedAgent.ServerAsync();

        var result = await PrintedAgent.RunAsync(server, folder, "-o", "compose", "--controller", "http://10.0.0.5:8080", "--ca-file", "ca.pem");

        Assert.Equal(ExitCodes.Usage, result.ExitCode);
        Assert.Contains("east.ca.pem is there already", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Requests, request => request.Method == "POST");
        Assert.False(File.Exists(Path.Combine(folder.Path, "east.token")));
    }

    [Fact]
    public async Task Compose_AuthorityIsThereAlready_IsLeftAsItIs()
    {
        using var folder = new TempFolder().Write("east.ca.pem", Certificate);
        await using var server = await PrintedAgent.ServerAsync();

        var result = await PrintedAgent.RunAsync(server, folder, "-o", "compose", "--controller", "https://c.example:8080", "--ca-file", "east.ca.pem");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Equal(["east.ca.pem", "east.token"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
        Assert.Equal("./east.ca.pem", PrintedAgent.Yaml(result.Out)["secrets"]!["ca"]!["file"]!.ToString());
    }
}
