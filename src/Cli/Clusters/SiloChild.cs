using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Actors.Cli.Hosting;

namespace Actors.Cli.Clusters;

/// <summary>
/// One life of a silo as a child process. It has a session of its own: Ctrl-C in the terminal reaches the command line only, which asks each silo to end once, since a second
/// signal would end it at once.
/// </summary>
internal sealed partial class SiloChild : IDisposable
{
    private const int SigKill = 9;
    private const int SigTerm = 15;
    private const int NoSuchProcess = 3;
    private const int SignalBase = 128;

    /// <summary>How the line begins by which a silo says where it listens.</summary>
    private const string AddressLine = "API ";

    private readonly Process _process;

    private volatile bool _hasAddress;

    private SiloChild(Process process, Action<string> line)
    {
        _process = process;
        Ended = Task.WhenAll(
            PassAsync(process.StandardError, line),
            // The command line prints them itself.
            PassAsync(process.StandardOutput, text => _hasAddress |= text.StartsWith(AddressLine, StringComparison.Ordinal)),
            process.WaitForExitAsync(CancellationToken.None));
    }

    /// <summary>Its process.</summary>
    public int Pid => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Done when it has ended and all that it wrote was passed on.</summary>
    public Task Ended { get; }

    /// <summary>Whether it has ended in good order.</summary>
    public bool EndedWell => _process.ExitCode == 0;

    /// <summary>Whether it was ended by the signal of <see cref="Stop"/> before it could heed it, and so before it did anything.</summary>
    public bool EndedEarly => !_hasAddress && _process.ExitCode == SignalBase + SigTerm;

    /// <summary>Whether it has said that it listens at its addresses.</summary>
    public bool HasAddress => _hasAddress;

    /// <summary>How it ended.</summary>
    public string End => _process.ExitCode switch
    {
        0 => "in good order",
        > SignalBase and var code => $"by signal {code - SignalBase}",
        var code => $"with exit code {code}",
    };

    /// <summary>Starts a silo.</summary>
    /// <param name="program">The silo's program.</param>
    /// <param name="plan">Which silo.</param>
    /// <param name="line">Gets each line of its log.</param>
    /// <exception cref="CliException">It cannot be started.</exception>
    public static SiloChild Start(string program, SiloPlan plan, Action<string> line)
    {
        var dotnet = Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";
        var start = new ProcessStartInfo("setsid", [dotnet, program, .. plan.Arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in plan.Environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return new(process, line);
        }
        catch (Win32Exception e)
        {
            throw new CliException(ExitCodes.Failed, $"{plan.Name} cannot be started: setsid {dotnet}: {e.Message}. Silos are started by setsid, on Debian in the package util-linux.");
        }
    }

    /// <summary>Asks it to end in good order. To be called once.</summary>
    public void Stop() => Signal(SigTerm);

    /// <summary>Ends it at once.</summary>
    public void Kill() => Signal(SigKill);

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private static async Task PassAsync(StreamReader reader, Action<string> line)
    {
        while (await reader.ReadLineAsync(CancellationToken.None) is { } text)
        {
            line(text);
        }
    }

    private void Signal(int signal)
    {
        if (!_process.HasExited && kill(_process.Id, signal) != 0 && Marshal.GetLastPInvokeError() is var error and not NoSuchProcess)
        {
            throw new Win32Exception(error);
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int pid, int signal);
}
