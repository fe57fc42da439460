using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Jobs;
using Actors.Worker.Processes;

namespace Actors.Worker.Functions;

/// <summary>The Python of this worker.</summary>
/// <param name="Program">Its path.</param>
/// <param name="Version">Its version, such as <c>3.11</c>.</param>
internal sealed record PythonTool(string Program, Version Version)
{
    private const string AskVersion = "import sys; print('%d.%d' % sys.version_info[:2])";
    private static readonly Version Oldest = new(3, 7);

    /// <summary>Finds the version that the function asks for, else any.</summary>
    /// <exception cref="JobFailure">There is none that will do.</exception>
    public static async Task<PythonTool> FindAsync(FunctionJob job, JobContext context)
    {
        var wanted = WantedOf(job.LanguageVersion);
        var path = context.Environment()["PATH"];
        var program = (wanted is null ? null : Programs.Find($"python{wanted}", path)) ?? context.Program("python3", "use the image actors/worker-function, or install the package python3.");
        var (exit, output) = await context.CaptureAsync(program, ["-c", AskVersion], context.Environment(), context.Folders.Work, 1024);
        if (!exit.Succeeded && Path.GetFileName(program) != "python3")
        {
            // A name that stands for a version which is not installed, as version managers leave it, is no Python.
            program = context.Program("python3", "use the image actors/worker-function, or install the package python3.");
            (exit, output) = await context.CaptureAsync(program, ["-c", AskVersion], context.Environment(), context.Folders.Work, 1024);
        }
        if (!exit.Succeeded || !Version.TryParse(output.Trim(), out var version))
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
        return new PythonTool(program, version);
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
