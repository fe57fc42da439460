using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Jobs;

namespace Actors.Worker.Functions;

/// <summary>Reads what a function answers. Pure.</summary>
internal static class FunctionAnswer
{
    private const int MaxWords = 500;
    private const int MaxFrames = 50;
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Prefixes = ["function: execute again: ", "function: failed: ", "function: transient error: "];

    /// <summary>The outputs, or the error, of an answer.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="body">Body.</param>
    /// <param name="maxOutputBytes">Largest output.</param>
    /// <exception cref="JobFailure">The answer is none of the protocol.</exception>
    public static (JsonObject? Outputs, FunctionError? Error) Read(int status, string body, int maxOutputBytes)
    {
        var json = Parsed(body, isError: status != 200);
        return status switch
        {
            200 => (OutputsOf(json, maxOutputBytes), null),
            400 => (null, Failed($"The function says that its input is not valid: {Words(body)}")),
            _ when json is JsonObject answer && answer.ContainsKey("error_code") => (null, ErrorOf(answer, maxOutputBytes) ?? Failed(MessageOf(answer, FunctionErrorCode.Unspecified))),
            // Said by what stands before the function, which may well answer the next time.
            429 or 502 or 503 or 504 => (null, new FunctionError(FunctionErrorCode.Transient, Unexpected(status, body), null, [])),
            _ => (null, Failed(Unexpected(status, body))),
        };
    }

    /// <summary>The error of an answer that is larger than any may be, by its beginning: with the code that is said there, or else failed for good.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="body">The beginning of the body.</param>
    /// <param name="maxBytes">Bytes that the body may have.</param>
    /// <exception cref="JobFailure">It asks to be called again, and what it wants to get back is not all there; or it is no error.</exception>
    public static FunctionError ReadCut(int status, string body, int maxBytes)
    {
        var size = $"The function's answer ({status}) is larger than the {maxBytes} bytes that it may have";
        var (code, message) = CutAnswer.Read(body);
        if (status == 200 || code == FunctionErrorCode.ExecuteAgain)
        {
            throw new JobFailure(ReasonCode.LimitExceeded, $"{size}.");
        }
        return new FunctionError(
            code is null or FunctionErrorCode.Unspecified || !Enum.IsDefined(code.Value) ? FunctionErrorCode.Failed : code.Value,
            message is { Length: > 0 } ? message : $"{size}; it begins: {Words(body)}", null, []);
    }

    /// <summary>What an object says with an <c>error_code</c> other than 0; null: it has none, and is a result.</summary>
    /// <param name="answer">The object.</param>
    /// <param name="maxDataBytes">Largest data of one that asks to be called again.</param>
    /// <exception cref="JobFailure">It asks to be called again with data that is no object, or too large.</exception>
    public static FunctionError? ErrorOf(JsonObject answer, int maxDataBytes)
    {
        if (answer["error_code"] is not { } said)
        {
            return null;
        }
        if (CodeOf(said) is not { } meaning)
        {
            return Failed($"The function's error_code is {Words(said.ToJsonString(Plain))}, which is no whole number. Its message: {MessageOf(answer, FunctionErrorCode.Failed)}");
        }
        if (meaning == FunctionErrorCode.Unspecified)
        {
            return null;
        }
        var data = answer["data"];
        if (meaning == FunctionErrorCode.ExecuteAgain)
        {
            CheckAgain(data, maxDataBytes);
        }
        return new FunctionError(meaning, MessageOf(answer, meaning), data?.DeepClone() as JsonObject, TraceOf(answer));
    }

    /// <summary>The meaning of a code; a shell easily writes a number as a text, which counts as the number. Null: it is none.</summary>
    public static FunctionErrorCode? CodeOf(string text) =>
        !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var code) || code != decimal.Truncate(code) ? null
        : code is >= int.MinValue and <= int.MaxValue && Enum.IsDefined((FunctionErrorCode)(int)code) ? (FunctionErrorCode)(int)code
        : FunctionErrorCode.Failed;

    private static FunctionErrorCode? CodeOf(JsonNode said) => said.GetValueKind() is JsonValueKind.Number or JsonValueKind.String ? CodeOf(said.ToString()) : null;

    private static void CheckAgain(JsonNode? data, int maxDataBytes)
    {
        if (data is not (null or JsonObject))
        {
            throw new JobFailure(ReasonCode.FunctionFailed, "The function asks to be called again, but its data is no object.");
        }
        var size = data is JsonObject kept ? FunctionInput.Write(kept).Length : 0;
        if (size > maxDataBytes)
        {
            throw new JobFailure(ReasonCode.LimitExceeded, $"The data with which the function asks to be called again has {size} bytes, more than the {maxDataBytes} that it may have.");
        }
    }

    private static JsonObject OutputsOf(JsonNode? json, int maxOutputBytes)
    {
        if (json is not JsonObject answer)
        {
            throw new JobFailure(ReasonCode.FunctionFailed, "The function answered 200, but not with {\"data\": {…}}.", tail: 12);
        }
        var outputs = answer["data"] switch
        {
            null => [],
            JsonObject data => (JsonObject)data.DeepClone(),
            var other => throw new JobFailure(ReasonCode.FunctionFailed, $"The function returned {Kind(other)}: it must return an object."),
        };
        var size = FunctionInput.Write(outputs).Length;
        return size <= maxOutputBytes
            ? outputs
            : throw new JobFailure(ReasonCode.LimitExceeded, $"The function's output has {size} bytes, more than the {maxOutputBytes} that it may have.");
    }

    private static string MessageOf(JsonObject answer, FunctionErrorCode code)
    {
        var text = answer["message"] switch
        {
            null => "",
            JsonValue value when value.TryGetValue<string>(out var said) => said,
            var other => other.ToJsonString(Plain),
        };
        // The public SDK says the code in words, which the reason says already.
        var prefix = Array.Find(Prefixes, x => text.StartsWith(x, StringComparison.Ordinal)) ?? "";
        return text.Length > prefix.Length ? text[prefix.Length..] : code == FunctionErrorCode.ExecuteAgain ? "It did not say what it waits for." : "The function failed, and did not say why.";
    }

    private static List<string> TraceOf(JsonObject answer) => answer["stack_trace"] is not JsonArray frames ? [] :
    [
        .. frames.OfType<JsonObject>().Take(MaxFrames).Select(frame => $"at {Part(frame, "function")} ({Part(frame, "file")}:{Part(frame, "line")})"),
        .. frames.Count > MaxFrames ? [$"… {frames.Count - MaxFrames} more, truncated"] : Array.Empty<string>(),
    ];

    private static string Part(JsonObject frame, string name) => frame[name] is JsonValue value ? Words(value.ToString()) : "?";

    private static string Unexpected(int status, string body) => $"The function answered {status}: {Words(body)}";

    private static FunctionError Failed(string message) => new(FunctionErrorCode.Failed, message, null, []);

    private static string Words(string text) => text.Trim() is { Length: > 0 } words ? Texts.Cut(words, MaxWords) : "(no words)";

    private static string Kind(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => "true or false",
    };

    private static JsonNode? Parsed(string body, bool isError)
    {
        try
        {
            return FunctionJson.Parse(Encoding.UTF8.GetBytes(body), "The function's answer");
        }
        catch (JobFailure) when (isError && JsonNode.Parse(FunctionJson.Mended(body)) is JsonObject error
            && (error["error_code"] is not { } code || CodeOf(code) != FunctionErrorCode.ExecuteAgain))
        {
            // The words are for people; what a function would get back must be what it gave.
            return JsonNode.Parse(FunctionJson.Mended(body));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
