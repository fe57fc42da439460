using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Actors.Storage.Tests.Testing;

/// <summary>A process of a test's own, to be killed: the tests' program, which plays a part instead of running tests where a variable says so.</summary>
internal static class ChildProgram
{
    private const string PartVariable = "ACTORS_TEST_PART";
    private const string ArgumentVariable = "ACTORS_TEST_ARGUMENT";

    /// <summary>Starts a process that plays a part for ever.</summary>
    public static Process Start(string part, string argument)
    {
        var arguments = new List<string> { "-list", "classes" };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") arguments.Insert(0, typeof(ChildProgram).Assembly.Location);
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        (start.Environment[PartVariable], start.Environment[ArgumentVariable]) = (part, argument);
        return Process.Start(start)!;
    }

    [ModuleInitializer]
    internal static void PlayPart()
    {
        if (Environment.GetEnvironmentVariable(PartVariable) is not { } part) return;
        var argument = Environment.GetEnvironmentVariable(ArgumentVariable)!;
        Action play = part switch
        {
            nameof(Sqlite.KilledWriter) => () => Sqlite.KilledWriter.Write(argument),
            nameof(PostgreSql.KilledSilo) => () => PostgreSql.KilledSilo.Run(argument),
            _ => throw new ArgumentException($"There is no part '{part}'."),
        };
        // It ends with the tests, however they end: then its input does.
        new Thread(() => { while (Console.In.Read() >= 0) { } Environment.Exit(0); }) { IsBackground = true }.Start();
        // In the foreground, so that the process lives on when the test program has listed its tests; initializers must not wait.
        new Thread(() => play()) { IsBackground = false }.Start();
    }
}
