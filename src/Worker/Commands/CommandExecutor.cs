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

    /// <inheritdoc/>
    public async Task<JobOutcome> RunAsync(JobContext context)
    {
        var spec = Spec(context);
        if (job.Server is { } use)
        {
            var session = new ServerSession(new(() => use.Port, use.ReadyPath, use.ReadyTimeout), spec, context);
            return new JobOutcome(await session.RunAsync((http, stop) => CallAsync(use, http, stop)), []);
        }
        var exit = await ProcessRunner.RunAsync(spec, context.Control.Tokens);
        return exit.Succeeded ? new JobOutcome(new JsonObject { ["exitCode"] = 0 }, []) : throw Ended(spec.Program, exit);
    }

    /// <summary>The failure of a program that ended by itself.</summary>
    public static JobFailure Ended(string program, ProcessExit exit) =>
        new(ReasonCode.ExitCode, $"{Path.GetFileName(program)} ended with {exit}.", exit.ShellCode, TailLines);

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

    private ProcessSpec Spec(JobContext context)
    {
        if (job.Command is not [{ Length: > 0 } name, ..])
        {
            throw new JobFailure(ReasonCode.InvalidInput, "The command names no program.");
        }
        var directory = Path.Combine(context.Folders.Work, job.Directory ?? "");
        if (!Directory.Exists(directory))
        {
            throw new JobFailure(ReasonCode.InvalidInput, $"The image and the working directory have no folder '{job.Directory}' to run the command in.");
        }
        return new ProcessSpec
        {
            Program = name.Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(name, directory) : context.Program(name, "the image lacks it, or the command needs its path."),
            Arguments = [.. job.Command.Skip(1)],
            Environment = context.Environment(),
            Directory = directory,
            Output = context.Log.WriteAsync,
        };
    }
}
