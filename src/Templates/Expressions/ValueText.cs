using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.Templates.Expressions;

/// <summary>Values inside longer texts.</summary>
internal static class ValueText
{
    public const int MaxLength = 1024 * 1024;

    public static string Of(JsonNode? value, int position) => value switch
    {
        null => throw new ExpressionException("A value inside a text is null.", position) { IsMissingName = true },
        _ when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => value.ToJsonString(),
    };

    public static void CheckLength(int length, int position)
    {
        if (length > MaxLength)
        {
            throw new ExpressionException($"The text becomes longer than {MaxLength} characters.", position);
        }
    }
}
