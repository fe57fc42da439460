using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Contracts.Activities;

namespace Actors.Worker.Jobs;

/// <summary>The file <c>$ACTORS_OUTPUT</c>, to which a job writes an object.</summary>
internal static class OutputFile
{
    /// <summary>Name of the file among the private ones.</summary>
    public const string Name = "output.json";

    /// <summary>Reads it.</summary>
    /// <param name="file">Path.</param>
    /// <param name="maxBytes">Largest size.</param>
    /// <returns>The object; empty when nothing was written.</returns>
    /// <exception cref="JobFailure">It is no such object.</exception>
    public static JsonObject Read(string file, int maxBytes)
    {
        var info = new FileInfo(file);
        if (info.LinkTarget is not null || Directory.Exists(file))
        {
            throw new JobFailure(ReasonCode.JobFailed, "$ACTORS_OUTPUT was replaced: it must be a regular file.");
        }
        if (!info.Exists || info.Length == 0)
        {
            return [];
        }
        if (info.Length > maxBytes)
        {
            throw new JobFailure(ReasonCode.LimitExceeded, $"The output ($ACTORS_OUTPUT) has {info.Length} bytes, more than the {maxBytes} that it may have.");
        }
        try
        {
            return JsonNode.Parse(File.ReadAllBytes(file), documentOptions: new() { AllowDuplicateProperties = false }) as JsonObject
                ?? throw new JobFailure(ReasonCode.JobFailed, "The output ($ACTORS_OUTPUT) is JSON, but no object: write {\"name\": value, …}.");
        }
        catch (JsonException e)
        {
            throw new JobFailure(ReasonCode.JobFailed, $"The output ($ACTORS_OUTPUT) is no JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
    }
}
