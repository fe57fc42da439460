using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Artifacts;
using Actors.Worker.Jobs;
using Actors.Worker.Processes;

namespace Actors.Worker.Functions;

/// <summary>Runs a bash function: input as JSON on standard input, output as a JSON object in the file <c>$ACTORS_OUTPUT</c>.</summary>
internal sealed class FunctionExecutor(FunctionJob job) : IJobExecutor
{
    private const string Handler = "handler.sh";
    private const int TailLines = 12;

    /// <inheritdoc/>
    public async Task<JobOutcome> RunAsync(JobContext context)
    {
        if (!string.Equals(job.Language, "bash", StringComparison.OrdinalIgnoreCase))
        {
            throw new JobFailure(ReasonCode.InvalidInput, $"A function in '{job.Language}' cannot be run: only bash is supported.");
        }
        var bash = context.Program("bash", "install the package bash.");
        var script = Script(context.Folders);
        var output = context.Folders.PrivateFile("output.json");
        var environment = context.Environment();
        environment[WorkerEnvironment.Output] = output;
        var exit = await ProcessRunner.RunAsync(
            new ProcessSpec
            {
                Program = bash,
                Arguments = [script],
                Environment = environment,
                Directory = context.Folders.Work,
                Input = Input(),
                Output = context.Log.WriteAsync,
            },
            context.Control.Tokens);
        return exit.Succeeded
            ? new JobOutcome(ReadOutput(output), [])
            : throw new JobFailure(ReasonCode.ExitCode, $"The function ended with {exit}.", exit.ShellCode, TailLines);
    }

    // Characters as they are, so that a handler that reads its input with sed sees the value itself.
    private byte[] Input()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            job.Input.WriteTo(writer);
        }
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private string Script(JobFolders folders)
    {
        if (job.Source is { } source)
        {
            return folders.WritePrivate("function.sh", Encoding.UTF8.GetBytes(source.ReplaceLineEndings("\n")));
        }
        var script = SafePath.Resolve(folders.Work, Handler);
        return script is not null && File.Exists(script)
            ? script
            : throw new JobFailure(ReasonCode.InvalidInput, $"The function has no source, and the working directory has no file {Handler}: add one of them.");
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
            return JsonNode.Parse(File.ReadAllBytes(file)) as JsonObject
                ?? throw new JobFailure(ReasonCode.JobFailed, "The function's output ($ACTORS_OUTPUT) is JSON, but no object: write {\"name\": value, …}.");
        }
        catch (JsonException e)
        {
            throw new JobFailure(ReasonCode.JobFailed, $"The function's output ($ACTORS_OUTPUT) is no JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
    }
}
