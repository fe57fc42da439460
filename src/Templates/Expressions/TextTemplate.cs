using System.Text;
using System.Text.Json.Nodes;
using Actors.Templates.Expressions.Evaluation;
using Actors.Templates.Expressions.Syntax;

namespace Actors.Templates.Expressions;

/// <summary>A text with expressions in it: <c>prefix-$(environment.name)$-suffix</c>.</summary>
public sealed class TextTemplate
{
    private readonly string _text;
    private readonly IReadOnlyList<TextPart> _parts;
    private readonly bool _isWhole;

    private TextTemplate(string text, IReadOnlyList<TextPart> parts, bool isWhole) => (_text, _parts, _isWhole) = (text, parts, isWhole);

    /// <summary>Whether the text has any expression.</summary>
    public bool HasExpressions => _parts.Any(part => part.Expression is not null);

    /// <summary>Whether a text looks as if it had an expression, right or wrong.</summary>
    internal static bool IsMeant(string text) => text.Contains("$(", StringComparison.Ordinal) || text.Contains("#{", StringComparison.Ordinal);

    /// <summary>What stands around the expressions.</summary>
    internal string Plain => string.Concat(_parts.Where(part => part.Expression is null).Select(part => part.Plain));

    /// <summary>Parses a text. Both languages may occur; the <c>$</c> that closes <c>$( … )$</c> may be missing, as older templates write it.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The parsed text.</returns>
    /// <exception cref="ExpressionException">An expression in it is wrong.</exception>
    public static TextTemplate Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            var parts = Read(text);
            var expressions = parts.Where(part => part.Expression is not null || !string.IsNullOrWhiteSpace(part.Plain)).ToList();
            return expressions is [{ Expression: not null } only] ? new(text, [only], isWhole: true) : new(text, parts, isWhole: false);
        }
        catch (ExpressionException e)
        {
            throw e.In(text);
        }
    }

    /// <summary>What the expressions read, those in branches and comprehensions included.</summary>
    /// <param name="known">Roots whose values are known, which may decide indexes; null for none.</param>
    /// <param name="together">Steps that are shared with other texts; null: with none.</param>
    /// <returns>References from left to right; the same one may occur again.</returns>
    /// <exception cref="ExpressionException">There are too many.</exception>
    public IReadOnlyList<Reference> References(JsonObject? known = null, ExpressionBudget? together = null)
    {
        var budget = new Budget(together);
        try
        {
            return [.. _parts.Where(part => part.Expression is not null)
                .SelectMany(part => new ReferenceCollector(known ?? [], LanguageRules.Of(part.Language), budget).Collect(part.Expression!))];
        }
        catch (ExpressionException e)
        {
            throw e.In(_text);
        }
    }

    /// <summary>Evaluates the text: the same roots give the same value, always.</summary>
    /// <param name="roots">The names that expressions may use.</param>
    /// <param name="together">Steps that are shared with other texts; null: with none.</param>
    /// <returns>The value of the expression when the text is nothing but one; else a text.</returns>
    /// <exception cref="ExpressionException">A name does not exist, a value has not the kind that is needed, or a bound of <see cref="ExpressionLimits"/> is reached.</exception>
    public JsonNode? Evaluate(JsonObject roots, ExpressionBudget? together = null)
    {
        ArgumentNullException.ThrowIfNull(roots);
        var budget = new Budget(together);
        try
        {
            return _isWhole ? ValueOf(_parts[0], roots, budget) : Joined(roots, budget);
        }
        catch (ExpressionException e)
        {
            throw e.In(_text);
        }
        catch (InvalidOperationException)
        {
            // What System.Text.Json says of JSON with half characters in it.
            throw new ExpressionException("A value has a text that is no valid Unicode.", 1).In(_text);
        }
    }

    /// <summary>The text with its expressions written in full, every operator in brackets: it parses to the same.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Concat(_parts);

    private static JsonNode? ValueOf(TextPart part, JsonObject roots, Budget budget) =>
        new Evaluator(roots, LanguageRules.Of(part.Language), budget).ToJson(part.Expression!);

    private string Joined(JsonObject roots, Budget budget)
    {
        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            text.Append(part.Expression is null ? part.Plain : ValueText.Of(ValueOf(part, roots, budget), part.Position));
            ValueText.CheckLength(text.Length, part.Position);
        }

        return text.ToString();
    }

    private static List<TextPart> Read(string text)
    {
        if (text.Length > ExpressionLimits.MaxLength)
        {
            throw new ExpressionException($"The text is longer than {ExpressionLimits.MaxLength} characters.", 1);
        }

        var parts = new List<TextPart>();
        for (var offset = 0; offset < text.Length;)
        {
            var next = FindMark(text, offset);
            if (next > offset)
            {
                parts.Add(new(text[offset..next], null, ExpressionLanguage.Cue, offset + 1));
            }

            offset = next < text.Length ? ReadExpression(text, next, parts) : next;
        }

        return parts;
    }

    private static int FindMark(string text, int offset)
    {
        for (; offset + 1 < text.Length; offset++)
        {
            if ((text[offset] == '$' && text[offset + 1] == '(') || (text[offset] == '#' && text[offset + 1] == '{'))
            {
                return offset;
            }
        }

        return text.Length;
    }

    private static int ReadExpression(string text, int begin, List<TextPart> parts)
    {
        var language = text[begin] == '$' ? ExpressionLanguage.Cue : ExpressionLanguage.Starlark;
        var closing = language == ExpressionLanguage.Cue ? ")" : "}";
        var (expression, next) = ExpressionParser.Parse(text, begin + 2, language);
        if (next.Kind == TokenKind.End)
        {
            throw new ExpressionException($"The expression that begins here has no closing '{closing}{text[begin]}'.", begin + 1);
        }

        if (!next.Is(closing))
        {
            throw new ExpressionException($"An operator or '{closing}{text[begin]}' is missing before {next}.", next.Position);
        }

        new NameCheck(LanguageRules.Of(language)).Check(expression, null);
        parts.Add(new("", expression, language, begin + 1));
        if (next.End < text.Length && text[next.End] == text[begin])
        {
            return next.End + 1;
        }

        return language == ExpressionLanguage.Cue ? next.End : throw new ExpressionException("The expression that begins here has no closing '}#'.", begin + 1);
    }
}
