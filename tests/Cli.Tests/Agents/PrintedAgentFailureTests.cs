using System.Net;
using Actors.Cli.Hosting;
using Actors.Cli.Tests.Support;

namespace Actors.Cli.Tests.Agents;

/// <summary><c>create token</c> leaves no token behind that nobody has.</summary>
public sealed class PrintedAgentFailureTests
{
    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    [InlineData("compose")]
    [InlineData("kubernetes")]
    public async Task CreateToken_OutputCannotBeWritten_DeletesTheTokenAgain(string format)
    {
        using var folder = new TempFolder();
        await using var server = (await PrintedAgent.ServerAsync()).On($"DELETE {PrintedAgent.Path}/tokens/t1", "", HttpStatusCode.NoContent);

        var result = await RunOntoFullDiskAsync(server, folder, format);

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("No space left on device", result.Error, StringComparison.Ordinal);
        Assert.Contains("deleted again", result.Error, StringComparison.Ordinal);
        Assert.Single(server.Requests, request => request.Method == "DELETE");
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task CreateToken_NeitherKeptNorDeleted_SaysHowToDeleteIt()
    {
        using var folder = new TempFolder();
        await using var server = await PrintedAgent.ServerAsync();

        var result = await RunOntoFullDiskAsync(server, folder, "kubernetes");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("actors delete token east/t1 --project default", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("is the agent's own machine", "-o", "compose")]
    [InlineData("--worker-url", "-o", "kubernetes", "--controller", "https://c.example")]
    [InlineData("--controller is not valid", "-o", "compose", "--controller", "c.example:8080")]
    [InlineData("is no name of a namespace", "-o", "kubernetes", "--controller", "http://c.example:8080", "--namespace", "A B")]
    [InlineData("is no name of a namespace", "-o", "kubernetes", "--controller", "http://c.example:8080", "--namespace", "a\n")]
    [InlineData("belongs to all of the cluster", "-o", "kubernetes", "--controller", "http://c.example:8080", "--namespace", "default")]
    [InlineData("belongs to all of the cluster", "-o", "kubernetes", "--controller", "http://c.example:8080", "--namespace", "kube-node-lease")]
    [InlineData("belongs to all of the cluster", "-o", "kubernetes", "--controller", "http://c.example:8080", "--namespace", "kube-public")]
    [InlineData("belongs to all of the cluster", "-o", "kubernetes", "--controller", "http://c.example:8080", "--namespace", "kube-system")]
    [InlineData("--namespace is for -o kubernetes only", "-o", "compose", "--controller", "http://c.example:8080", "--namespace", "a")]
    [InlineData("--namespace is for -o kubernetes only", "--namespace", "a")]
    [InlineData("--controller is for -o compose and -o kubernetes only", "--controller", "http://c.example:8080")]
    [InlineData("--image is for -o compose and -o kubernetes only", "-o", "json", "--image", "a")]
    [InlineData("is no name of an agent", "-o", "kubernetes", "--controller", "http://c.example:8080", "--agent", "a__b")]
    [InlineData("is no name of an agent", "-o", "compose", "--controller", "http://c.example:8080", "--agent", "../a")]
    [InlineData("is no name of an image", "-o", "compose", "--controller", "http://c.example:8080", "--image", "a\"b")]
    [InlineData("cannot be read", "-o", "compose", "--controller", "http://c.example:8080", "--ca-file", "missing.pem")]
    public async Task CreateToken_WhatCannotWork_EndsBeforeThereIsAToken(string message, params string[] arguments)
    {
        using var folder = new TempFolder();
        await using var server = await PrintedAgent.ServerAsync();

        var result = await PrintedAgent.RunAsync(server, folder, arguments);

        Assert.Equal(ExitCodes.Usage, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Requests, request => request.Method == "POST");
    }

    private static async Task<CliResult> RunOntoFullDiskAsync(FakeServer server, TempFolder folder, string format)
    {
        await using var disk = new FullDisk();
        return await CliRun.RunAsync(
            ["create", "token", "--agent", "east", "-o", format, .. format is "compose" or "kubernetes" ? (string[])["--controller", "http://c.example:8080"] : []], server: server.Address, token: FakeServer.Token, folder: folder.Path, output: disk);
    }

    private sealed class FullDisk : StringWriter
    {
        public override void WriteLine(string? value) => throw new IOException("No space left on device");
    }
}
