using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Cli.Hosting;

namespace Actors.Cli.Runs;

/// <summary><c>--payload</c>: what a run is asked for with, which expressions read as <c>trigger.payload</c>.</summary>
internal sealed class PayloadOption
{
    private readonly Option<string?> _option = new("--payload") { Description = "JSON, or a file of JSON: what expressions read as trigger.payload." };

    /// <summary>Adds it.</summary>
    public void AddTo(Command command) => command.Options.Add(_option);

    /// <summary>The payload; null: none is given.</summary>
    /// <exception cref="CliException">It is no JSON object, and no file of one.</exception>
    public JsonObject? Read(Invocation invocation)
    {
        if (invocation.Get(_option) is not { } given)
        {
            return null;
        }

        try
        {
            var text = given.TrimStart().StartsWith('{') ? given : File.ReadAllText(given);
            return JsonNode.Parse(text) as JsonObject ?? throw new JsonException("it is no JSON object");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCodes.Usage, $"--payload cannot be read: {e.Message}");
        }
    }

    /// <summary>The body of a request for a run; null: there is nothing to say.</summary>
    public JsonObject? Body(Invocation invocation) => Read(invocation) is { } payload ? new JsonObject { ["payload"] = payload } : null;
}
