using System.Security.Cryptography;
using System.Text;
using Actors.Contracts.Workers;
using Actors.Worker.Jobs;

namespace Actors.Worker.Functions;

/// <summary>
/// The folder with the packages that a Python function needs. A set is installed once for a project: by the first worker that needs it, before any code of a function runs there,
/// with nothing but what tells the set. Workers that share their tools find it there, others with the controller.
/// </summary>
internal static class PythonPackages
{
    private const string NotKept = "the template writes files outside of the working directory, or has a say in the file systems of the worker";
    private static readonly TimeSpan UnusedTime = TimeSpan.FromDays(7);

    /// <summary>The folder that has them.</summary>
    /// <exception cref="JobFailure">They cannot be installed, or are not named as they must be.</exception>
    public static async Task<string> InstallAsync(FunctionJob job, PythonTool python, JobContext context)
    {
        var required = PythonRequirements.Of(job.Dependencies!, context.Job.Environment);
        if ((required.Local ?? (job.KeepsPackages ? null : NotKept)) is { } reason)
        {
            await context.Log.LineAsync($"the dependencies are installed for this call only: {reason}", context.Control.Interrupt);
            var own = context.Folders.PrivateFile("packages");
            await PipInstall.RunAsync(required.Packages, own, python, [], context.Environment(), context.Folders.Work, context);
            return own;
        }
        var cache = Path.Combine(context.Tools, "python");
        var folder = Path.Combine(cache, NameOf(job, python, context));
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(cache);
            RemoveUnused(cache);
            await FillAsync(required.Packages, python, folder, context);
        }
        Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow);
        return folder;
    }

    private static async Task FillAsync(IReadOnlyList<string> packages, PythonTool python, string folder, JobContext context)
    {
        var fresh = $"{folder}.{Guid.NewGuid():N}";
        try
        {
            if (!await SharedPackages.FetchAsync(python, fresh, context))
            {
                // Neither files nor variables of the job may change what others of the project get.
                var environment = context.BareEnvironment();
                environment["HOME"] = Directory.CreateDirectory(context.Folders.PrivateFile("pip")).FullName;
                foreach (var (name, value) in PackageSet.Variables(context.Job.Environment))
                {
                    environment[name] = value;
                }
                await PipInstall.RunAsync(packages, fresh, python, ["-I"], environment, environment["HOME"], context);
                await SharedPackages.KeepAsync(python, fresh, context);
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

    private static string NameOf(FunctionJob job, PythonTool python, JobContext context)
    {
        var key = string.Join('\n', job.Caller?.OrganizationId, job.Caller?.ProjectId, python.Platform, PackageSet.HashOf(context.Job));
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
