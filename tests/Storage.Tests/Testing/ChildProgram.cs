using System.Collections.Concurrent;
using System.Diagnostics;

namespace Actors.Storage.Tests.Testing;

/// <summary>A process of a test's own, to be killed: the tests' program, which plays a part instead of running tests where its arguments say so.</summary>
internal sealed class ChildProgram : IDisposable
{
    private const string Marker = "play-part";

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _errors = new();

    private ChildProgram(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) => { if (line.Data is { } text) _errors.Enqueue(text); };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Starts a process that plays a part for ever.</summary>
    public static ChildProgram Start(string part, string argument)
    {
        var arguments = new List<string> { Marker, part, argument };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") arguments.Insert(0, typeof(ChildProgram).Assembly.Location);
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        return new(Process.Start(start)!);
    }

    /// <summary>Fails the test, with what the process wrote to its standard error, when it has ended by itself.</summary>
    public void AssertRuns()
    {
        if (!_process.HasExited) return;
        _process.WaitForExit();
        Assert.Fail($"The child ended by itself with exit code {_process.ExitCode}.{Environment.NewLine}{string.Join(Environment.NewLine, _errors)}");
    }

    /// <summary>kill -9, and waits for the end; fails the test when there was nothing left to kill.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        AssertRuns();
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    /// <summary>Plays the part for ever when the program was started as a child.</summary>
    /// <returns>Whether it was.</returns>
    public static bool PlayPart(string[] arguments)
    {
        if (arguments is not [Marker, var part, var argument]) return false;
        // It ends with the tests, however they end: then its input does.
        new Thread(() => { while (Console.In.Read() >= 0) { } Environment.Exit(0); }) { IsBackground = true }.Start();
        Action<string> play = part switch
        {
            nameof(Sqlite.KilledWriter) => Sqlite.KilledWriter.Write,
            nameof(PostgreSql.KilledSilo) => PostgreSql.KilledSilo.Run,
            _ => throw new ArgumentException($"There is no part '{part}'."),
        };
        play(argument);
        return true;
    }
}
