using System.Diagnostics;
using Actors.Silo.Configuration;

namespace Actors.Silo.Quickstart;

/// <summary>Runs the <c>actors</c> command line as a child, on the silo's own terminal.</summary>
internal sealed class CliProcess
{
    private const string Program = "Actors.Cli.dll";
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private readonly string _program;
    private readonly string _server;
    private readonly string _token;

    private CliProcess(string program, string server, string token) => (_program, _server, _token) = (program, server, token);

    /// <summary>Finds the program next to the silo, or in the source tree with the silo's own build configuration.</summary>
    public static CliProcess Find(string server, string token)
    {
#if DEBUG
        const string Configuration = "Debug";
#else
        const string Configuration = "Release";
#endif
        var program = SourceTree.Find(Program) ?? SourceTree.Find(Path.Combine("src", "Cli", "bin", Configuration, "net10.0", Program))
            ?? throw new StartupException($"The quickstart runs the command line ({Program}), which is neither next to the silo nor in src/Cli/bin/{Configuration}/net10.0. Build it: dotnet build src/Cli -c {Configuration}");
        return new(program, server, token);
    }

    /// <summary>Runs a command.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        // The token goes by the environment: arguments can be read by every user of the machine.
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", [_program, .. arguments]);
        start.Environment["ACTORS_SERVER"] = _server;
        start.Environment["ACTORS_TOKEN"] = _token;
        using var process = Process.Start(start) ?? throw new StartupException($"{_program} could not be started.");
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C reaches the child by the terminal too; one that came by a signal to the silo alone does not.
            using var grace = new CancellationTokenSource(Grace);
            try
            {
                await process.WaitForExitAsync(grace.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }

            throw;
        }
    }
}
