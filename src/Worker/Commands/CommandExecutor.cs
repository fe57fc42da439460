using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Jobs;
using Actors.Worker.Processes;

namespace Actors.Worker.Commands;

/// <summary>Runs a program of the image, to its end or as a server.</summary>
internal sealed class CommandExecutor(CommandJob job) : IJobExecutor
{
    private const int TailLines = 12;
    private const int StatusLines = 50;

    /// <inheritdoc/>
    public async Task<JobOutcome> RunAsync(JobContext context)
    {
        var output = context.Folders.PrivateFile(OutputFile.Name);
        var spec = Spec(context, output);
        if (job.Server is { } use)
        {
            var session = new ServerSession(new(() => use.Port, use.ReadyPath, use.ReadyTimeout), spec, context);
            return new JobOutcome(await session.RunAsync((http, stop) => CallAsync(use, http, stop)), []);
        }
        var exit = await ProcessRunner.RunAsync(spec, context.Control.Tokens);
        await context.Log.FlushAsync(CancellationToken.None);
        var outputs = await OutputsAsync(output, exit, context);
        outputs["exitCode"] = exit.ShellCode;
        var status = new JsonObject { ["exitCode"] = exit.ShellCode, ["logs"] = context.Log.Tail(StatusLines) };
        var outcome = new JobOutcome(outputs, []) { Status = new JsonObject { ["container"] = status } };
        return exit.Succeeded ? outcome : throw Ended(spec.Program, exit, outcome);
    }

    /// <summary>The failure of a program that ended by itself.</summary>
    public static JobFailure Ended(string program, ProcessExit exit, JobOutcome? outcome = null) =>
        new(ReasonCode.ExitCode, $"{Path.GetFileName(program)} ended with {exit}.", exit.ShellCode, TailLines) { Outcome = outcome };

    private static async Task<JsonObject> CallAsync(ServerUse use, ServerClient http, CancellationToken stop)
    {
        var answers = new JsonArray();
        foreach (var call in use.Calls)
        {
            var (status, body) = await http.CallAsync(call, stop);
            answers.Add((JsonNode)new JsonObject { ["status"] = status, ["body"] = Parsed(body) });
        }
        return new JsonObject { ["calls"] = answers };
    }

    private static JsonNode? Parsed(string body)
    {
        try
        {
            return JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return body;
        }
    }

    private async Task<JsonObject> OutputsAsync(string file, ProcessExit exit, JobContext context)
    {
        try
        {
            return OutputFile.Read(file, job.MaxOutputBytes);
        }
        catch (JobFailure e) when (!exit.Succeeded)
        {
            // How it ended is the better reason.
            await context.Log.LineAsync(e.Message, CancellationToken.None);
            return [];
        }
    }

    private ProcessSpec Spec(JobContext context, string output)
    {
        var line = CommandLine.Of(job, context.ImageCommand);
        var directory = Directory(context);
        var environment = context.Environment();
        environment[WorkerEnvironment.Output] = output;
        var name = line[0];
        return new ProcessSpec
        {
            Program = name.Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(name, directory) : context.Program(name, "the image lacks it, or the command needs its path."),
            Arguments = [.. line.Skip(1)],
            Environment = environment,
            Directory = directory,
            Output = context.Log.WriteAsync,
        };
    }

    private string Directory(JobContext context)
    {
        var inWork = context.Job.WorkDir is not null || context.Job.Files.Any(file => !Path.IsPathRooted(file.Path));
        if (job.Directory is null && !inWork && context.ImageFolder is { } folder)
        {
            return folder;
        }
        var directory = Path.Combine(context.Folders.Work, job.Directory ?? "");
        return System.IO.Directory.Exists(directory)
            ? directory
            : throw new JobFailure(ReasonCode.InvalidInput, $"The image and the working directory have no folder '{job.Directory}' to run the command in.");
    }
}
