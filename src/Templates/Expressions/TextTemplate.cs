using System.Text;
using System.Text.Json.Nodes;

namespace Actors.Templates.Expressions;

/// <summary>A text with expressions in it: <c>prefix-$(environment.name)$-suffix</c>.</summary>
public sealed class TextTemplate
{
    /// <summary>Longest text that is parsed, in characters.</summary>
    public const int MaxLength = 256 * 1024;

    private readonly IReadOnlyList<Expression> _parts;
    private readonly bool _isWhole;

    private TextTemplate(IReadOnlyList<Expression> parts, bool isWhole) => (_parts, _isWhole) = (parts, isWhole);

    /// <summary>The references in the text.</summary>
    public IEnumerable<ReferenceExpression> References => _parts.SelectMany(part => part.References());

    /// <summary>Parses a text. Both languages may occur; the <c>$</c> that closes <c>$( … )$</c> may be missing, as older templates write it.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The parsed text.</returns>
    /// <exception cref="ExpressionException">An expression in it is wrong.</exception>
    public static TextTemplate Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxLength)
        {
            throw new ExpressionException($"The text is longer than {MaxLength} characters.", 1);
        }

        var parts = new List<Expression>();
        var hasText = false;
        var offset = 0;
        while (offset < text.Length)
        {
            var next = Math.Min(Find(text, "$(", offset), Find(text, "#{", offset));
            if (next > offset)
            {
                parts.Add(new LiteralExpression(JsonValue.Create(text[offset..next]), offset + 1));
                hasText |= !string.IsNullOrWhiteSpace(text[offset..next]);
            }

            if (next == text.Length)
            {
                break;
            }

            offset = ParseOne(text, next, parts);
        }

        var expressions = hasText ? [] : parts.Where(part => part is not LiteralExpression literal || !IsBlank(literal)).ToList();
        return expressions is [var only] ? new([only], isWhole: true) : new(parts, isWhole: false);
    }

    /// <summary>Evaluates the text.</summary>
    /// <param name="scope">The names that expressions may use.</param>
    /// <returns>The value of the expression when the text is nothing but one; else a text.</returns>
    /// <exception cref="ExpressionException">A name does not exist.</exception>
    public JsonNode? Evaluate(JsonObject scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (_isWhole)
        {
            return _parts[0].Evaluate(scope);
        }

        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            text.Append(ValueText.Of(part.Evaluate(scope), part.Position));
            ValueText.CheckLength(text.Length, part.Position);
        }

        return text.ToString();
    }

    private static bool IsBlank(LiteralExpression literal) => literal.Value.TryGetValue<string>(out var text) && string.IsNullOrWhiteSpace(text);

    private static int Find(string text, string mark, int offset)
    {
        var found = text.IndexOf(mark, offset, StringComparison.Ordinal);
        return found < 0 ? text.Length : found;
    }

    private static int ParseOne(string text, int begin, List<Expression> parts)
    {
        var language = text[begin] == '$' ? ExpressionLanguage.Cue : ExpressionLanguage.Starlark;
        var parser = new ExpressionParser(text, begin + 2, language);
        parts.Add(parser.Parse());
        var end = parser.Offset;
        var closing = language == ExpressionLanguage.Cue ? ')' : '}';
        if (end >= text.Length)
        {
            throw new ExpressionException($"The expression that begins here has no closing '{closing}{text[begin]}'.", begin + 1);
        }

        if (text[end] != closing)
        {
            throw new ExpressionException(
                $"'{text[end]}' is not supported yet: expressions are references such as resource[\"name\"].output.key, texts and whole numbers.", end + 1);
        }

        if (end + 1 < text.Length && text[end + 1] == text[begin])
        {
            return end + 2;
        }

        return language == ExpressionLanguage.Cue
            ? end + 1
            : throw new ExpressionException("The expression that begins here has no closing '}#'.", begin + 1);
    }
}
