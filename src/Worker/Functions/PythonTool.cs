using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Jobs;
using Actors.Worker.Processes;

namespace Actors.Worker.Functions;

/// <summary>The Python of this worker.</summary>
/// <param name="Program">Its path.</param>
/// <param name="Version">Its version, such as <c>3.11</c>.</param>
/// <param name="Platform">What packages with machine code are made for: interpreter, system, processor and C library; see <see cref="PackageSet.IsPlatform"/>.</param>
internal sealed record PythonTool(string Program, Version Version, string Platform)
{
    private const string AskVersion = "import platform, sys, sysconfig; print('%d.%d' % sys.version_info[:2], sys.implementation.cache_tag, sysconfig.get_platform(), *platform.libc_ver())";
    private static readonly Version Oldest = new(3, 7);

    /// <summary>Finds the version that the function asks for, else any.</summary>
    /// <exception cref="JobFailure">There is none that will do.</exception>
    public static async Task<PythonTool> FindAsync(FunctionJob job, JobContext context)
    {
        var wanted = WantedOf(job.LanguageVersion);
        var program = (wanted is null ? null : Programs.Find($"python{wanted}", context.Environment()["PATH"])) ?? Default(context);
        var (exit, output) = await AskAsync(program, context);
        if (!exit.Succeeded && Path.GetFileName(program) != "python3")
        {
            // A name that stands for a version which is not installed, as version managers leave it, is no Python.
            program = Default(context);
            (exit, output) = await AskAsync(program, context);
        }
        var words = output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (!exit.Succeeded || words.Length == 0 || !Version.TryParse(words[0], out var version))
        {
            throw new JobFailure(ReasonCode.ToolMissing, $"{program} does not tell its version: it ended with {exit}.", exit.ShellCode, 12);
        }
        if (version < Oldest)
        {
            throw new JobFailure(ReasonCode.ToolMissing, $"{program} is Python {version}; functions need {Oldest} or newer.");
        }
        if (wanted is not null && wanted != version)
        {
            await context.Log.LineAsync($"the function asks for Python {wanted}; this worker has {version}, which runs it.", context.Control.Interrupt);
        }
        var platform = string.Concat(string.Join('-', words[1..]).Select(character => PackageSet.IsPlatformCharacter(character) ? character : '-'));
        return new PythonTool(program, version, platform.Length <= PackageSet.MaxPlatform ? platform : platform[..PackageSet.MaxPlatform]);
    }

    private static string Default(JobContext context) => context.Program("python3", "use the image actors/worker-function, or install the package python3.");

    // Isolated, and without the job's variables: no module of the working directory is taken for one of Python's own, and no code of the job runs before its time.
    private static Task<(ProcessExit Exit, string Output)> AskAsync(string program, JobContext context)
    {
        var environment = context.BareEnvironment();
        environment["PATH"] = context.Environment()["PATH"];
        return context.CaptureAsync(program, ["-I", "-c", AskVersion], environment, context.Folders.Private, 1024);
    }

    private static Version? WantedOf(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }
        // A third number, of a release, chooses nothing.
        return Version.TryParse(text.Trim().Contains('.', StringComparison.Ordinal) ? text.Trim() : $"{text.Trim()}.0", out var version) && version.Major == 3
            ? text.Contains('.', StringComparison.Ordinal) ? new Version(version.Major, version.Minor) : null
            : throw new JobFailure(ReasonCode.InvalidInput, $"The function asks for Python '{text}': functions run on Python 3; name a version such as 3.11, or none.");
    }
}
