using Actors.Cli.Hosting;

namespace Actors.Cli.Tests.Support;

/// <summary>Runs command lines with a captured console.</summary>
internal static class CliRun
{
    /// <summary>Against a server, with its token.</summary>
    public static Task<CliResult> RunAsync(this FakeServer server, params string[] args) =>
        RunAsync(args, server: server.Address, token: FakeServer.Token);

    public static async Task<CliResult> RunAsync(
        string[] args, string? server = null, string? token = null, string? folder = null, bool terminal = false, string input = "", CancellationToken? cancellation = null,
        TextWriter? output = null)
    {
        using var captured = new StringWriter();
        using var error = new StringWriter();
        var host = new CliHost
        {
            Out = output ?? captured,
            Error = error,
            In = new StringReader(input),
            IsTerminal = terminal,
            Environment = name => name switch
            {
                "ACTORS_SERVER" => server,
                "ACTORS_TOKEN" => token,
                _ => null,
            },
            WorkingDirectory = folder ?? Path.GetTempPath(),
            Time = new InstantTime(),
        };
        var code = await new CliApplication(host).RunAsync(args, cancellation ?? TestContext.Current.CancellationToken);
        var result = new CliResult(code, captured.ToString(), error.ToString());
        Assert.DoesNotContain(FakeServer.Token, result.Out + result.Error);
        return result;
    }
}
