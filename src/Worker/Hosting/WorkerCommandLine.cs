using System.Reflection;
using System.Runtime.CompilerServices;

namespace Actors.Worker.Hosting;

/// <summary>What the program does besides a worker's life: <c>install DEST</c> and <c>--version</c>.</summary>
internal static class WorkerCommandLine
{
    private const string Words = "usage: worker (does the job of ACTORS_WORKER_URL), worker install DEST (copies itself to DEST), worker --version";

    /// <summary>Does what the arguments say.</summary>
    /// <param name="arguments">Arguments, at least one.</param>
    /// <param name="program">Path of the running program.</param>
    /// <param name="isNative">Whether that file is all of the program.</param>
    /// <param name="output">Answers.</param>
    /// <param name="error">Errors.</param>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> arguments, string? program, bool isNative, TextWriter output, TextWriter error)
    {
        switch (arguments)
        {
            case ["--version"]:
                output.WriteLine(typeof(WorkerCommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion);
                return ExitCodes.Succeeded;
            case ["install", { Length: > 0 } destination]:
                return Install(program, isNative, destination, error);
            default:
                error.WriteLine(Words);
                return ExitCodes.Usage;
        }
    }

    /// <summary>Whether the running program was compiled ahead of time.</summary>
    public static bool IsNative => !RuntimeFeature.IsDynamicCodeSupported;

    private static int Install(string? program, bool isNative, string destination, TextWriter error)
    {
        if (program is null || !isNative)
        {
            error.WriteLine("actors: only the native worker can install itself: dotnet publish src/Worker -c Release -r linux-x64 -p:StaticWorker=true");
            return ExitCodes.Usage;
        }
        try
        {
            Installer.Install(program, destination);
            return ExitCodes.Succeeded;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"actors: the worker cannot be installed at {destination}: {e.Message}");
            return ExitCodes.InstallFailed;
        }
    }
}
