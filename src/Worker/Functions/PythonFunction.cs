using System.Globalization;
using System.Text;
using Actors.Contracts.Workers;
using Actors.Worker.Jobs;
using Actors.Worker.Processes;

namespace Actors.Worker.Functions;

/// <summary>A Python function: its source is served by a small host of ours, which speaks the protocol on a port that the system chooses.</summary>
internal sealed class PythonFunction(FunctionJob job, string relay)
{
    private const string Host = "actors_function_host.py";
    private const string Handler = "handler.py";
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromMinutes(1);

    /// <summary>Runs it.</summary>
    /// <exception cref="JobFailure">It failed.</exception>
    public async Task<JobOutcome> RunAsync(JobContext context)
    {
        var python = await PythonTool.FindAsync(job, context);
        var source = SourceFolder(context.Folders);
        var packages = job.Dependencies is { Count: > 0 } ? await PythonPackages.InstallAsync(job, python, context) : null;
        var folder = Path.Combine(context.Folders.Private, "python");
        PythonFiles.WriteTo(folder);
        var port = context.Folders.PrivateFile("port");
        var environment = FunctionEnvironment.Of(job, relay, context);
        environment["PYTHONDONTWRITEBYTECODE"] = "1";
        // The host's own folder has our stand-in for the public SDK, which comes last: the real one is used where it is installed.
        string?[] arguments = ["-u", Path.Combine(folder, Host), port, source, packages];
        return await FunctionCall.RunAsync(
            job,
            relay,
            new(() => PortOf(port), FunctionProtocol.ReadyPath, ReadyTimeout),
            new ProcessSpec
            {
                Program = python.Program,
                Arguments = [.. arguments.OfType<string>()],
                Environment = environment,
                Directory = context.Folders.Work,
                // Others on this machine may reach the port, too: the host takes calls with the worker's token only.
                Input = Encoding.UTF8.GetBytes($"{job.LogToken}\n"),
                Output = context.Log.WriteAsync,
            },
            context);
    }

    private string SourceFolder(JobFolders folders)
    {
        if (job.Source is not { } source)
        {
            return Path.GetDirectoryName(FunctionInput.HandlerFile(folders, Handler))!;
        }
        var folder = Path.Combine(folders.Private, "function");
        Directory.CreateDirectory(folder);
        folders.WritePrivate(Path.Combine("function", Handler), Encoding.UTF8.GetBytes(source));
        return folder;
    }

    private static int? PortOf(string file) =>
        File.Exists(file) && int.TryParse(File.ReadAllText(file), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var port) ? port : null;
}
