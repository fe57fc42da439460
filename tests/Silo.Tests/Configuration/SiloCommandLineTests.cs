using Actors.Silo.Configuration;

namespace Actors.Silo.Tests.Configuration;

public sealed class SiloCommandLineTests
{
    [Theory]
    [InlineData("--quickstart", "functions")]
    [InlineData("--quickstart functions", "functions")]
    [InlineData("--quickstart opentofu", "opentofu")]
    [InlineData("--data /x", null)]
    public async Task Invoke_WithQuickstart_KnowsWhich(string line, string? quickstart) =>
        Assert.Equal(quickstart, (await ReadAsync(line)).Command!.Quickstart);

    [Fact]
    public async Task Invoke_WithSettings_ReadsBothForms()
    {
        var (code, command) = await ReadAsync("--data /x --Actors:Urls http://a --Actors:SiloPort=5 --quickstart --exit");

        Assert.Equal(0, code);
        Assert.True(command!.Exit);
        Assert.Equal(("/x", "http://a", "5"), (command.Settings["Actors:Data"], command.Settings["Actors:Urls"], command.Settings["Actors:SiloPort"]));
    }

    [Theory]
    [InlineData("--quickstart", "process", null)]
    [InlineData("--quickstart --runtime docker", "docker", null)]
    [InlineData("--quickstart opentofu --exit --runtime kubernetes --kubeconfig /k", "kubernetes", "/k")]
    public async Task Invoke_WithRuntime_KnowsEngineAndCluster(string line, string runtime, string? kubeConfig)
    {
        var command = (await ReadAsync(line)).Command!;

        Assert.Equal((runtime, kubeConfig), (command.Runtime, command.KubeConfig));
    }

    [Theory]
    [InlineData("--exit")]
    [InlineData("--runtime docker")]
    [InlineData("--quickstart --runtime podman")]
    [InlineData("--quickstart --kubeconfig /k")]
    [InlineData("--quickstart --runtime docker --kubeconfig /k")]
    [InlineData("--quickstart docker")]
    [InlineData("stray")]
    [InlineData("--unknown")]
    [InlineData("--Actors:Urls")]
    public async Task Invoke_UsedWrongly_EndsWith2AndRunsNothing(string line)
    {
        var (code, command) = await ReadAsync(line);

        Assert.Equal(2, code);
        Assert.Null(command);
    }

    private static async Task<(int Code, SiloCommand? Command)> ReadAsync(string line)
    {
        SiloCommand? seen = null;
        var code = await SiloCommandLine.InvokeAsync(line.Split(' '), (command, _) =>
        {
            seen = command;
            return Task.FromResult(0);
        });
        return (code, seen);
    }
}
