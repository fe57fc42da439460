using System.Globalization;
using System.Text;
using Actors.Templates.Expressions.Evaluation;

namespace Actors.Templates.Expressions.Syntax;

/// <content>Names, numbers and texts.</content>
internal sealed partial class ExpressionPrinter
{
    private void Interpolation(InterpolationExpression interpolation)
    {
        _text.Append('"');
        foreach (var part in interpolation.Parts)
        {
            if (part is LiteralExpression { Value: string piece })
            {
                // A text alone in \( ) reads back as a piece, which means the same.
                _text.Append(Quoted(piece).AsSpan()[1..^1]);
            }
            else
            {
                Write("\\(", part, ")");
            }
        }

        _text.Append('"');
    }

    private void Literal(object? value) => _text.Append(value switch
    {
        null => IsCue ? "null" : "None",
        true => IsCue ? "true" : "True",
        false => IsCue ? "false" : "False",
        long whole => whole.ToString(CultureInfo.InvariantCulture),
        double number => Values.TextOf(number),
        _ => Quoted((string)value),
    });

    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');

    private static string Quoted(string text)
    {
        var result = new StringBuilder("\"");
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' or '\\' => result.Append('\\').Append(character),
                '\n' => result.Append("\\n"),
                '\t' => result.Append("\\t"),
                '\r' => result.Append("\\r"),
                _ when char.IsControl(character) => result.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}"),
                _ => result.Append(character),
            };
        }

        return result.Append('"').ToString();
    }
}
