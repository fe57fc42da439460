using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Actors.Contracts.Activities;
using Actors.Worker.Jobs;

namespace Actors.Worker.Functions;

/// <summary>JSON that a function wrote. Languages differ in what they take for a text: half of a pair of UTF-16 (<c>"\ud800"</c>) is one in Python and in JavaScript, and nothing that could be kept.</summary>
internal static partial class FunctionJson
{
    /// <summary>Reads JSON whose texts can all be kept.</summary>
    /// <param name="json">JSON in UTF-8.</param>
    /// <param name="subject">Whose it is, as the beginning of a sentence.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="JobFailure">A text of it is no Unicode.</exception>
    public static JsonNode? Parse(byte[] json, string subject)
    {
        var node = JsonNode.Parse(json);
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String && !IsText(ref reader))
            {
                throw new JobFailure(
                    ReasonCode.FunctionFailed, $"{subject} has a text at byte {reader.TokenStartIndex + 1} that is no valid Unicode, such as half of a pair (\"\\ud800\"): replace such characters before they are returned.");
            }
        }
        return node;
    }

    /// <summary>JSON in which every escape of half a pair is that of the replacement character U+FFFD, for what people read.</summary>
    /// <param name="json">JSON, or its beginning.</param>
    public static string Mended(string json) => Escape().Replace(json, match => match.Length == 6 ? @"\uFFFD" : match.Value);

    private static bool IsText(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return System.Text.Unicode.Utf8.IsValid(reader.ValueSpan);
        }
        try
        {
            return reader.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    // A whole pair, or half of one, or any other escape: of these, only half a pair has six characters.
    [GeneratedRegex(@"\\(u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[dD][89a-fA-F][0-9a-fA-F]{2}|.)", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Escape();
}
