using System.Text;
using System.Text.Json;
using Actors.Contracts.Workers;
using Actors.Worker.Jobs;

namespace Actors.Worker.Functions;

/// <summary>Reads the beginning of an error's JSON as far as it goes.</summary>
internal static class CutAnswer
{
    // More than is kept of a message: its end is cut again once secrets are masked.
    private const int MaxMessage = 16000;

    /// <summary>Code and message, where they are there; a message that is cut says so.</summary>
    /// <param name="body">The beginning of the body.</param>
    public static (FunctionErrorCode? Code, string? Message) Read(string body)
    {
        var (code, message) = (default(FunctionErrorCode?), default(string?));
        var bytes = Encoding.UTF8.GetBytes(FunctionJson.Mended(body));
        var json = new Utf8JsonReader(bytes, isFinalBlock: false, default);
        try
        {
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return (null, null);
            }
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var (isCode, isMessage) = (json.ValueTextEquals("error_code"u8), json.ValueTextEquals("message"u8));
                if (!json.Read())
                {
                    // The value is cut: of a text, its beginning is worth something.
                    return (code, isMessage ? Beginning(bytes.AsSpan((int)json.BytesConsumed)) : message);
                }
                if (isCode && json.TokenType is JsonTokenType.Number or JsonTokenType.String)
                {
                    code = FunctionAnswer.CodeOf(json.TokenType == JsonTokenType.String ? json.GetString()! : Encoding.UTF8.GetString(json.ValueSpan));
                }
                if (isMessage && json.TokenType == JsonTokenType.String)
                {
                    message = Texts.Cut(json.GetString()!, MaxMessage);
                }
                if (!json.TrySkip())
                {
                    break;
                }
            }
        }
        catch (JsonException)
        {
            // What was read before is what there is.
            return (code, message);
        }
        return (code, message);
    }

    // From the colon on; cut in the middle of an escape, it is tried without its end.
    private static string? Beginning(ReadOnlySpan<byte> rest)
    {
        var start = rest.IndexOf((byte)'"');
        if (start < 0)
        {
            return null;
        }
        var text = Encoding.UTF8.GetString(rest[start..Math.Min(rest.Length, start + 4 * MaxMessage)]);
        for (var shorter = 0; shorter < 16 && shorter < text.Length; shorter++)
        {
            try
            {
                return Texts.Cut(JsonSerializer.Deserialize(text[..^shorter] + '"', FunctionText.Default.String)!, MaxMessage, always: true);
            }
            catch (JsonException)
            {
                continue;
            }
        }
        return null;
    }
}
