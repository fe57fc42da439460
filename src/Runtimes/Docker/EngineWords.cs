using System.Text.Json;
using Docker.DotNet;

namespace Actors.Runtimes.Docker;

/// <summary>The engine's own words out of its answers.</summary>
internal static class EngineWords
{
    private const int Longest = 2000;

    /// <summary>The message of a refused call.</summary>
    public static string Of(DockerApiException exception)
    {
        var body = exception.ResponseBody?.Trim() ?? "";
        return Cut(Message(body) is { Length: > 0 } message ? message : body.Length > 0 ? body : $"HTTP status {(int)exception.StatusCode}");
    }

    /// <summary>A text of bounded length.</summary>
    public static string Cut(string text) => text.Length <= Longest ? text : text[..Longest] + "…";

    private static string? Message(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String
                ? message.GetString() : null;
        }
        catch (JsonException)
        {
            // A proxy's page, or an engine that does not follow the form: its words are told as they are.
            return null;
        }
    }
}
