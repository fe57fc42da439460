using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Templates.Expressions.Evaluation;
using Actors.Templates.Expressions.Syntax;

namespace Actors.Templates.Expressions;

/// <summary>A condition of a template, which is a block of CUE that sets fields: <c>if #status.container.exitCode == 0 { success: true }</c>, <c>skip: true</c>.</summary>
public sealed class ConditionBlock
{
    private readonly string _text;
    private readonly Expression _block;

    private ConditionBlock(string text, Expression block) => (_text, _block) = (text, block);

    /// <summary>Parses a condition: fields, <c>if</c>, <c>for</c> and <c>let</c>, separated by commas or line ends, with or without
    /// <c>$( )$</c> or braces around. The short form <c>200</c> or <c>200 OK</c> stands for <c>success: #status.http.statusCode == 200</c>.</summary>
    /// <param name="text">The condition.</param>
    /// <returns>The parsed condition.</returns>
    /// <exception cref="ExpressionException">It is wrong.</exception>
    public static ConditionBlock Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            if (text.Length > ExpressionLimits.MaxLength)
            {
                throw new ExpressionException($"The condition is longer than {ExpressionLimits.MaxLength} characters.", 1);
            }

            var block = CueParser.ParseCondition(HttpStatus(text) is { } status
                ? string.Create(CultureInfo.InvariantCulture, $"success: #status.http.statusCode == {status}")
                : Unwrapped(text));
            if (block.Entries.Count == 0)
            {
                throw new ExpressionException("The condition is empty.", 1);
            }

            new NameCheck(CueRules.Instance).Check(block, null);
            return new(text, block);
        }
        catch (ExpressionException e)
        {
            throw e.In(text);
        }
    }

    /// <summary>What the condition reads.</summary>
    /// <param name="known">Roots whose values are known, which may decide indexes; null for none.</param>
    /// <returns>References from left to right.</returns>
    public IReadOnlyList<Reference> References(JsonObject? known = null)
    {
        try
        {
            return new ReferenceCollector(known ?? [], CueRules.Instance, new Budget()).Collect(_block);
        }
        catch (ExpressionException e)
        {
            throw e.In(_text);
        }
    }

    /// <summary>Checks that the condition can set a field to true or false, whatever it reads.</summary>
    /// <param name="field">The field: <c>success</c> or <c>skip</c>.</param>
    /// <exception cref="ExpressionException">It never sets the field, or to what is no boolean.</exception>
    public void CheckSets(string field)
    {
        try
        {
            var entries = Entries(_block).ToList();
            var known = entries.OfType<FieldExpression>().Where(each => each.Key is LiteralExpression { Value: string }).ToList();
            var own = known.Where(each => (string)((LiteralExpression)each.Key).Value! == field).ToList();
            if (own.Find(each => each.Value is LiteralExpression { Value: not bool } or ListExpression or BlockExpression) is { } wrong)
            {
                throw new ExpressionException($"The field '{field}' must be true or false.", wrong.Value.Position);
            }

            // What stands beside fields may be an object with the field, and a computed name may be its name.
            var isOpen = entries.Exists(each => each is FieldExpression computed ? !known.Contains(computed) : each is not (LetExpression or LiteralExpression));
            if (own.Count == 0 && !isOpen)
            {
                var names = known.Select(each => $"'{((LiteralExpression)each.Key).Value}'").Distinct(StringComparer.Ordinal).ToList();
                throw new ExpressionException(
                    $"The condition never sets '{field}'{(names.Count > 0 ? $", but {string.Join(", ", names)}" : "")}: it sets it to true or false, such as if … {{ {field}: true }}.", _block.Position);
            }
        }
        catch (ExpressionException e)
        {
            throw e.In(_text);
        }
    }

    /// <summary>Evaluates the condition.</summary>
    /// <param name="roots">The names that it may use, such as <c>#status</c>.</param>
    /// <returns>The fields that are set; empty when none is.</returns>
    /// <exception cref="ExpressionException">It has no value, or one without fields.</exception>
    public JsonObject Evaluate(JsonObject roots)
    {
        ArgumentNullException.ThrowIfNull(roots);
        try
        {
            return new Evaluator(roots, CueRules.Instance, new Budget()).ToJson(_block) as JsonObject
                ?? throw new ExpressionException("A condition sets fields, such as success: true or skip: true; this one is a single value.", 1);
        }
        catch (ExpressionException e)
        {
            throw e.In(_text);
        }
        catch (InvalidOperationException)
        {
            throw new ExpressionException("A value has a text that is no valid Unicode.", 1).In(_text);
        }
    }

    /// <summary>Whether the condition sets a field to true.</summary>
    /// <param name="field">The field: <c>success</c> or <c>skip</c>.</param>
    /// <param name="roots">The names that it may use.</param>
    /// <returns>False also when the field is not set.</returns>
    /// <exception cref="ExpressionException">The condition has no value, or the field is no boolean.</exception>
    public bool Holds(string field, JsonObject roots) => Evaluate(roots)[field] switch
    {
        null => false,
        JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.GetValue<bool>(),
        _ => throw new ExpressionException($"The field '{field}' must be true or false.", 1).In(_text),
    };

    private static IEnumerable<Expression> Entries(Expression block) => block switch
    {
        BlockExpression { Entries: var entries } => entries.SelectMany(Entries),
        ComprehensionExpression { Body: var body } => Entries(body),
        _ => [block],
    };

    // Marks of expressions around are replaced by spaces, so that places stay what they are.
    private static string Unwrapped(string text)
    {
        var (begin, end) = (text.Length - text.TrimStart().Length, text.TrimEnd().Length);
        if (!text.AsSpan(begin).StartsWith("$(", StringComparison.Ordinal))
        {
            return text;
        }

        var closing = text[end - 1] == '$' && text[end - 2] == ')' ? 2 : text[end - 1] == ')' ? 1 : 0;
        return closing > 0 && end - closing >= begin + 2 ? new string(' ', begin + 2) + text[(begin + 2)..(end - closing)] : text;
    }

    // Three digits that may be followed by the words that HTTP has for them.
    private static int? HttpStatus(string text)
    {
        var trimmed = text.Trim().Trim('"').Trim();
        return trimmed.Length is >= 3 and <= 60 && trimmed[..3].All(char.IsAsciiDigit) && trimmed[3..].All(character => char.IsAsciiLetter(character) || character is ' ' or '-')
            && int.Parse(trimmed[..3], CultureInfo.InvariantCulture) is >= 100 and <= 599 and var status
            ? status
            : null;
    }
}
