using Actors.Cli.Hosting;
using Actors.Cli.Tests.Support;

namespace Actors.Cli.Tests.Hosting;

public sealed class TokenTests
{
    private const string Empty = """{"kind":"AgentList","metadata":{"count":0,"limit":200,"offset":0},"items":[]}""";

    [Fact]
    public async Task Token_FileOfOption_IsUsed()
    {
        await using var server = await StartAsync();
        using var folder = new TempFolder().Write("my.token", FakeServer.Token + "\n");

        var result = await CliRun.RunAsync(["get", "agents", "--token-file", "my.token"], server.Address, folder: folder.Path);

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
    }

    [Fact]
    public async Task Token_LocalAdminFile_IsUsedForThisMachine()
    {
        await using var server = await StartAsync();
        using var folder = new TempFolder().Write(".actors/admin.token", FakeServer.Token);

        var result = await CliRun.RunAsync(["get", "agents"], server.Address, folder: folder.Path);

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
    }

    [Fact]
    public void Token_LocalAdminFile_IsNotSentToOtherMachines()
    {
        using var folder = new TempFolder().Write(".actors/admin.token", FakeServer.Token);
        var host = new CliHost { Out = TextWriter.Null, Error = TextWriter.Null, WorkingDirectory = folder.Path };

        Assert.Null(Api.TokenSource.Read(null, new("https://example.org/"), host));
        Assert.Equal(FakeServer.Token, Api.TokenSource.Read(null, new("http://localhost:8080/"), host));
    }

    [Fact]
    public async Task Token_EmptyFile_IsRefusedWithItsName()
    {
        using var folder = new TempFolder().Write("empty.token", "\n");

        var result = await CliRun.RunAsync(["get", "agents", "--token-file", "empty.token"], folder: folder.Path);

        Assert.Equal(ExitCodes.Usage, result.ExitCode);
        Assert.Contains("empty.token", result.Error, StringComparison.Ordinal);
    }

    private static async Task<FakeServer> StartAsync() =>
        (await FakeServer.StartAsync()).On("GET /apis/gitops.k8smgmt.io/v3/projects/default/agents", Empty);
}
