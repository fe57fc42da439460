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
                    $"The function's dependencies ({names}) could not be installed: pip ended with {exit}; what it says follows. Where it reaches no index: the template's envs name one by PIP_INDEX_URL, one without TLS by PIP_TRUSTED_HOST too; or the agent's image has the packages.",
                    exit.ShellCode, TailLines);
        }
        // When all that is wanted is there already, pip makes no folder.
        Directory.CreateDirectory(folder);
    }
}
