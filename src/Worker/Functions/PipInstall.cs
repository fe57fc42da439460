using System.Text;
using Actors.Contracts.Activities;
using Actors.Worker.Jobs;
using Actors.Worker.Processes;

namespace Actors.Worker.Functions;

/// <summary>Runs pip.</summary>
internal static class PipInstall
{
    private const int TailLines = 12;

    /// <summary>Installs packages into a folder that pip makes.</summary>
    /// <param name="packages">The packages.</param>
    /// <param name="folder">The folder; nothing is left of it when pip fails.</param>
    /// <param name="python">The Python that they are for.</param>
    /// <param name="options">Options of that Python.</param>
    /// <param name="environment">Environment of pip.</param>
    /// <param name="directory">Where pip runs, for paths.</param>
    /// <param name="context">The job.</param>
    /// <exception cref="JobFailure">They cannot be installed.</exception>
    public static async Task RunAsync(
        IReadOnlyList<string> packages, string folder, PythonTool python, string[] options, IReadOnlyDictionary<string, string> environment, string directory, JobContext context)
    {
        var list = context.Folders.WritePrivate("requirements.txt", Encoding.UTF8.GetBytes(string.Join('\n', packages) + "\n"));
        var names = string.Join(", ", packages);
        await context.Log.LineAsync($"installing {names}", context.Control.Interrupt);
        var exit = await context.RunAsync(
            python.Program,
            [.. options, "-m", "pip", "install", "--target", folder, "--requirement", list, "--no-input", "--disable-pip-version-check", "--no-cache-dir", "--progress-bar", "off"],
            environment, directory, Libc.SigTerm);
        if (!exit.Succeeded)
        {
            throw context.Log.Tail(TailLines).Contains("No module named pip", StringComparison.Ordinal)
                ? new JobFailure(ReasonCode.ToolMissing, $"{python.Program} has no pip, which the function's dependencies need: use the image actors/worker-function, or install the package python3-pip.", exit.ShellCode)
                : new JobFailure(ReasonCode.JobFailed,
                    $"The function's dependencies ({names}) could not be installed: pip ended with {exit}. A package index must be in the worker's reach: name one by the variable PIP_INDEX_URL of the template's envs, or use an image that has them.",
                    exit.ShellCode, TailLines);
        }
        // When all that is wanted is there already, pip makes no folder.
        Directory.CreateDirectory(folder);
    }
}
