using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Jobs;
using Actors.Worker.Processes;

namespace Actors.Worker.Functions;

/// <summary>
/// A bash function: input as JSON on standard input, output as a JSON object in the file <c>$ACTORS_OUTPUT</c>. An output with an <c>error_code</c> of the function protocol says
/// that it is to be called again, or how it failed.
/// </summary>
internal sealed class BashFunction(FunctionJob job, string relay)
{
    private const int TailLines = 12;

    /// <summary>Runs it.</summary>
    /// <exception cref="JobFailure">It failed.</exception>
    public async Task<JobOutcome> RunAsync(JobContext context)
    {
        var bash = context.Program("bash", "install the package bash.");
        var script = Script(context.Folders);
        var output = context.Folders.PrivateFile("output.json");
        var environment = FunctionEnvironment.Of(job, relay, context);
        environment[WorkerEnvironment.Output] = output;
        var exit = await ProcessRunner.RunAsync(
            new ProcessSpec
            {
                Program = bash,
                Arguments = [script],
                Environment = environment,
                Directory = context.Folders.Work,
                Input = FunctionInput.Of(job, newLine: true),
                Output = context.Log.WriteAsync,
            },
            context.Control.Tokens);
        if (exit.Succeeded)
        {
            var read = ReadOutput(output);
            return FunctionAnswer.ErrorOf(read, job.MaxOutputBytes) is { } error ? error.Outcome() : new JobOutcome(read, []);
        }
        // A function may say how it failed, whatever its exit code is. What else is wrong with its output does not matter any more.
        return TryReadOutput(output) is { } said && FunctionAnswer.ErrorOf(said, job.MaxOutputBytes) is { } told
            ? told.Outcome(exit.ShellCode)
            : throw new JobFailure(ReasonCode.ExitCode, $"The function ended with {exit}.", exit.ShellCode, TailLines);
    }

    private string Script(JobFolders folders) => job.Source is { } source
        ? folders.WritePrivate("function.sh", Encoding.UTF8.GetBytes(source.ReplaceLineEndings("\n")))
        : FunctionInput.HandlerFile(folders, "handler.sh");

    private JsonObject? TryReadOutput(string file)
    {
        try
        {
            return ReadOutput(file);
        }
        catch (Exception e) when (e is JobFailure or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private JsonObject ReadOutput(string file)
    {
        var info = new FileInfo(file);
        if (!info.Exists)
        {
            return [];
        }
        if (info.LinkTarget is not null || (info.Attributes & FileAttributes.Directory) != 0)
        {
            throw new JobFailure(ReasonCode.JobFailed, "The function replaced $ACTORS_OUTPUT: it must be a regular file.");
        }
        if (info.Length > job.MaxOutputBytes)
        {
            throw new JobFailure(ReasonCode.LimitExceeded, $"The function's output has {info.Length} bytes, more than the {job.MaxOutputBytes} that it may have.");
        }
        if (info.Length == 0)
        {
            return [];
        }
        try
        {
            return FunctionJson.Parse(File.ReadAllBytes(file), "The function's output ($ACTORS_OUTPUT)") as JsonObject
                ?? throw new JobFailure(ReasonCode.JobFailed, "The function's output ($ACTORS_OUTPUT) is JSON, but no object: write {\"name\": value, …}.");
        }
        catch (JsonException e)
        {
            throw new JobFailure(ReasonCode.JobFailed, $"The function's output ($ACTORS_OUTPUT) is no JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
    }
}
