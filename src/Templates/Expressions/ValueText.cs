using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Templates.Expressions.Evaluation;

namespace Actors.Templates.Expressions;

/// <summary>Values inside longer texts: texts as they are, everything else as JSON.</summary>
internal static class ValueText
{
    public static string Of(object? value, int position) => value switch
    {
        null => throw new ExpressionException("A value inside a text is null.", position) { IsMissingName = true },
        string text => text,
        JsonValue scalar when scalar.GetValueKind() == JsonValueKind.String => scalar.GetValue<string>(),
        _ => Values.JsonText(value, position),
    };

    public static void CheckLength(long length, int position)
    {
        if (length > ExpressionLimits.MaxSize)
        {
            throw new ExpressionException($"The text becomes longer than {ExpressionLimits.MaxSize} characters.", position);
        }
    }
}
