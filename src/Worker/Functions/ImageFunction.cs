using System.Collections;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Jobs;
using Actors.Worker.Processes;

namespace Actors.Worker.Functions;

/// <summary>A function that the worker's image serves by itself.</summary>
internal sealed class ImageFunction(FunctionJob job, string relay)
{
    private const string Watchdog = "fwatchdog";
    private const string WatchdogFolder = "/home/app";
    private const string OwnPrefix = "ACTORS_";

    /// <summary>Runs it.</summary>
    /// <exception cref="JobFailure">It failed.</exception>
    public Task<JobOutcome> RunAsync(JobContext context)
    {
        var server = job.Server ?? new FunctionServer();
        return FunctionCall.RunAsync(job, relay, new(() => server.Port, FunctionProtocol.ReadyPath, server.ReadyTimeout), Spec(server, context), context);
    }

    /// <summary>The watchdog of an image whose command nobody knows: public images of functions in Go have it in the folder of the function, those in Python on their PATH.</summary>
    internal static string WatchdogOf(string folder) => Path.Combine(folder, Watchdog) is var own && File.Exists(own) ? own : Watchdog;

    private ProcessSpec Spec(FunctionServer server, JobContext context)
    {
        var named = server.Command is [{ Length: > 0 }, ..];
        var command = named ? server.Command : context.ImageCommand?.Line is [{ Length: > 0 }, ..] own ? own : [WatchdogOf(WatchdogFolder)];
        var directory = server.Directory ?? (named ? null : context.ImageFolder) ?? (!named && Directory.Exists(WatchdogFolder) ? WatchdogFolder : context.Folders.Work);
        if (!Path.IsPathRooted(directory) || !Directory.Exists(directory))
        {
            throw new JobFailure(ReasonCode.InvalidInput, $"The image has no folder '{directory}' to run the function in; name it by its absolute path.");
        }
        var name = command[0];
        return new ProcessSpec
        {
            Program = name.Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(name, directory)
                : context.Program(name, name == Watchdog ? "images of functions start with it; name the command of this one." : "the image lacks it, or the command needs its path."),
            Arguments = [.. command.Skip(1)],
            Environment = Environment(context),
            Directory = directory,
            Output = context.Log.WriteAsync,
        };
    }

    /// <summary>Other than a job of ours, the server of an image needs what its image says; what the engine tells the worker is not its business.</summary>
    private Dictionary<string, string> Environment(JobContext context)
    {
        var environment = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(variable => variable is { Key: string name, Value: string } && !name.StartsWith(OwnPrefix, StringComparison.Ordinal))
            .ToDictionary(variable => (string)variable.Key, variable => (string)variable.Value!, StringComparer.Ordinal);
        foreach (var (name, value) in FunctionEnvironment.Of(job, relay, context))
        {
            environment[name] = value;
        }
        return FunctionEnvironment.WithoutProxyToRelay(environment);
    }
}
