using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Silo.Api;

namespace Actors.Silo.Environments;

/// <summary>Reads what a run is asked for with: the body <c>{"payload": {…}}</c>, or none.</summary>
internal static class RunPayload
{
    private const int MaxBytes = 64 * 1024;

    /// <summary>The payload as JSON; null: there is none.</summary>
    /// <exception cref="ApiException">The body is no such object, or too large.</exception>
    public static async Task<string?> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        var buffer = new byte[8192];
        int count;
        while ((count = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            body.Write(buffer, 0, count);
            if (body.Length > MaxBytes)
            {
                throw ApiException.Invalid($"The payload is larger than {MaxBytes / 1024} KiB.");
            }
        }

        if (body.Length == 0)
        {
            return null;
        }

        try
        {
            if (JsonNode.Parse(body.GetBuffer().AsSpan(0, (int)body.Length)) is JsonObject given && given.All(entry => entry.Key == "payload"))
            {
                return given["payload"] is { } payload ? payload.ToJsonString() : null;
            }
        }
        catch (JsonException)
        {
            // Told below.
        }

        throw ApiException.Invalid("The body is empty, or a JSON object with the member payload: {\"payload\": {…}}.");
    }
}
