using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Artifacts;
using Actors.Worker.Jobs;

namespace Actors.Worker.Functions;

/// <summary>What a function gets.</summary>
internal static class FunctionInput
{
    private const string Previous = "previous";

    /// <summary>
    /// The input object as JSON, with <c>previous</c> when the function asked to be called again. Characters are as they are, so that a handler that reads its input with sed sees
    /// the value itself.
    /// </summary>
    public static byte[] Of(FunctionJob job, bool newLine = false)
    {
        var input = job.Input;
        if (job.Previous is { } previous)
        {
            input = (JsonObject)input.DeepClone();
            input[Previous] = previous.DeepClone();
        }
        return newLine ? [.. Write(input), (byte)'\n'] : Write(input);
    }

    /// <summary>An object as JSON in UTF-8, with nothing escaped that need not be.</summary>
    public static byte[] Write(JsonObject value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            value.WriteTo(writer);
        }
        return stream.ToArray();
    }

    /// <summary>The source that the working directory brings.</summary>
    /// <exception cref="JobFailure">It has none.</exception>
    public static string HandlerFile(JobFolders folders, string name) => SafePath.Resolve(folders.Work, name) is { } file && File.Exists(file)
        ? file
        : throw new JobFailure(ReasonCode.InvalidInput, $"The function has no source, and the working directory has no file {name}: add one of them.");
}
