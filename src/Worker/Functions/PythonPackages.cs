using System.Security.Cryptography;
using System.Text;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Jobs;
using Actors.Worker.Processes;

namespace Actors.Worker.Functions;

/// <summary>
/// Packages that a Python function needs: installed by pip into a folder of the worker's tools, one for each project, set of packages and version of Python. Workers that share
/// their tools install a set once.
/// </summary>
internal static class PythonPackages
{
    private const int MaxPackages = 200;
    private const int MaxLength = 500;
    private const int TailLines = 12;
    private static readonly TimeSpan UnusedTime = TimeSpan.FromDays(7);

    /// <summary>The folder that has them.</summary>
    /// <exception cref="JobFailure">They cannot be installed, or are not named as they must be.</exception>
    public static async Task<string> InstallAsync(FunctionJob job, PythonTool python, JobContext context)
    {
        string[] packages = [.. job.Dependencies!.Select(Checked).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (packages.Length > MaxPackages)
        {
            throw new JobFailure(ReasonCode.InvalidInput, $"The function has {packages.Length} dependencies, more than the {MaxPackages} that it may have.");
        }
        var cache = Path.Combine(context.Tools, "python");
        var folder = Path.Combine(cache, NameOf(job, python, packages));
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(cache);
            RemoveUnused(cache);
            await InstallAsync(packages, python, folder, context);
        }
        Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow);
        return folder;
    }

    private static async Task InstallAsync(string[] packages, PythonTool python, string folder, JobContext context)
    {
        var fresh = $"{folder}.{Guid.NewGuid():N}";
        var list = context.Folders.WritePrivate("requirements.txt", Encoding.UTF8.GetBytes(string.Join('\n', packages) + "\n"));
        var names = string.Join(", ", packages);
        await context.Log.LineAsync($"installing {names}", context.Control.Interrupt);
        try
        {
            var exit = await context.RunAsync(
                python.Program,
                ["-m", "pip", "install", "--target", fresh, "--requirement", list, "--no-input", "--disable-pip-version-check", "--no-cache-dir", "--progress-bar", "off"],
                context.Environment(), context.Folders.Work, Libc.SigTerm);
            if (!exit.Succeeded)
            {
                throw context.Log.Tail(TailLines).Contains("No module named pip", StringComparison.Ordinal)
                    ? new JobFailure(ReasonCode.ToolMissing, $"{python.Program} has no pip, which the function's dependencies need: use the image actors/worker-function, or install the package python3-pip.", exit.ShellCode)
                    : new JobFailure(ReasonCode.JobFailed,
                        $"The function's dependencies ({names}) could not be installed: pip ended with {exit}. A package index must be in the worker's reach: name one by the variable PIP_INDEX_URL of the template's envs, or use an image that has them.",
                        exit.ShellCode, TailLines);
            }
            try
            {
                Directory.Move(fresh, folder);
            }
            catch (IOException) when (Directory.Exists(folder))
            {
                // Another worker was faster, with the same packages.
            }
        }
        finally
        {
            if (Directory.Exists(fresh))
            {
                Directory.Delete(fresh, recursive: true);
            }
        }
    }

    private static string Checked(string dependency)
    {
        var text = dependency.Trim();
        return text.Length is 0 or > MaxLength || text.StartsWith('-') || text.StartsWith('#') || text.Any(char.IsControl)
            ? throw new JobFailure(ReasonCode.InvalidInput, $"'{(text.Length <= 100 ? text : text[..100])}' is no dependency of a Python function: name one package each, such as requests==2.32.3.")
            : text;
    }

    private static string NameOf(FunctionJob job, PythonTool python, string[] packages)
    {
        var key = string.Join('\n', [job.Caller?.OrganizationId, job.Caller?.ProjectId, $"{python.Program} {python.Version}", .. packages]);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32];
    }

    /// <summary>What no function has used for so long that none uses it now.</summary>
    private static void RemoveUnused(string cache)
    {
        foreach (var old in new DirectoryInfo(cache).EnumerateDirectories().Where(x => x.LastWriteTimeUtc < DateTime.UtcNow - UnusedTime))
        {
            old.Delete(recursive: true);
        }
    }
}
