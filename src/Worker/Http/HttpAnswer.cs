using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Worker.Jobs;

namespace Actors.Worker.Http;

/// <summary>The answer to a call, read to its end.</summary>
/// <param name="StatusCode">Status code.</param>
/// <param name="Headers">Headers by their lower-case names, without cookies.</param>
/// <param name="Body">Body: JSON when it is JSON, else text; null when it is empty.</param>
/// <param name="MediaType">Type of the body; null: none was told.</param>
/// <param name="Bytes">Length of the body.</param>
internal sealed record HttpAnswer(int StatusCode, JsonObject Headers, JsonNode? Body, string? MediaType, long Bytes)
{
    /// <summary>Whether it is a success, where the template does not say what one is.</summary>
    public bool Succeeded => StatusCode is >= 200 and <= 299;

    /// <summary>In one line.</summary>
    public string Line => $"{StatusCode} {(HttpStatusCode)StatusCode}, {MediaType ?? "no type"}, {Bytes} bytes";

    /// <summary>Reads it.</summary>
    /// <exception cref="JobFailure">Its body is too large.</exception>
    public static async Task<HttpAnswer> ReadAsync(HttpResponseMessage answer, int maxBytes, CancellationToken cancellationToken)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (body.Length + count > maxBytes)
            {
                throw new JobFailure(ReasonCode.LimitExceeded, $"The answer ({(int)answer.StatusCode}) is larger than the {maxBytes} bytes that it may have.");
            }
            body.Write(buffer, 0, count);
        }
        var type = answer.Content.Headers.ContentType?.MediaType;
        return new((int)answer.StatusCode, HeadersOf(answer), BodyOf(Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length), type), type, body.Length);
    }

    /// <summary>As outputs, and as what a condition judges.</summary>
    public JsonObject ToJson() => new() { ["statusCode"] = StatusCode, ["headers"] = Headers.DeepClone(), ["body"] = Body?.DeepClone() };

    /// <summary>The beginning of the body as text.</summary>
    public string Excerpt(int length)
    {
        var text = Body is JsonValue value && value.TryGetValue<string>(out var plain) ? plain : Body?.ToJsonString() ?? "";
        return text.Length <= length ? text : text[..length] + "…";
    }

    private static JsonObject HeadersOf(HttpResponseMessage answer)
    {
        var headers = new JsonObject();
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !header.Key.Contains("cookie", StringComparison.OrdinalIgnoreCase)))
        {
            headers[name.ToLowerInvariant()] = string.Join(", ", values);
        }
        return headers;
    }

    private static JsonNode? BodyOf(string text, string? type)
    {
        if (text.Length == 0)
        {
            return null;
        }
        var json = type is null || type.EndsWith("json", StringComparison.OrdinalIgnoreCase);
        // Much that answers in JSON calls it text.
        return json || text.AsSpan().TrimStart() is ['{' or '[', ..] ? Parsed(text) : text;
    }

    private static JsonNode? Parsed(string text)
    {
        try
        {
            var node = JsonNode.Parse(text, documentOptions: new() { AllowDuplicateProperties = false });
            // What cannot be written again (half of a surrogate pair) is no value for anybody.
            _ = node?.ToJsonString();
            return node;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return text;
        }
    }
}
