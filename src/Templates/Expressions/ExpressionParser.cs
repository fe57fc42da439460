using System.Globalization;
using System.Text.Json.Nodes;

namespace Actors.Templates.Expressions;

/// <summary>Reads one expression out of a text, from just behind its opening mark to just before its closing one.</summary>
internal sealed class ExpressionParser(string text, int start, ExpressionLanguage language)
{
    private const int MaxDepth = 32;
    private const int MaxSteps = 64;
    private readonly ExpressionStrings _strings = new(text, language);
    private int _depth;

    /// <summary>Next character, from 0.</summary>
    public int Offset { get; private set; } = start;

    public Expression Parse()
    {
        if (++_depth > MaxDepth)
        {
            throw Error($"The expression is nested deeper than {MaxDepth} levels.");
        }

        SkipSpace();
        var expression = Operand();
        SkipSpace();
        _depth--;
        return expression;
    }

    private char Current => Offset < text.Length ? text[Offset] : '\0';

    private Expression Operand()
    {
        var position = Offset + 1;
        switch (Current)
        {
            case '"':
            case '\'' when language == ExpressionLanguage.Starlark:
                return String();
            case >= '0' and <= '9':
                return new LiteralExpression(JsonValue.Create(Integer()), position);
            case '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'):
                return Reference();
            case '\0':
                throw Error("The expression ends too early.");
            case ')' or '}':
                throw Error("The expression is empty.");
            default:
                throw Unsupported($"'{Current}'");
        }
    }

    private ReferenceExpression Reference()
    {
        var position = Offset + 1;
        var root = Identifier();
        if (root is "true" or "false" or "null" or "True" or "False" or "None" or "if" or "for" or "not" or "lambda" or "let")
        {
            throw Unsupported($"'{root}'", position);
        }

        var steps = new List<ReferenceStep> { new(root, null, position) };
        while (true)
        {
            SkipSpace();
            if (Current is not ('.' or '['))
            {
                return new(steps, position);
            }

            if (steps.Count == MaxSteps)
            {
                throw Error($"The path has more than {MaxSteps} steps.");
            }

            steps.Add(Current == '.' ? Member() : Index());
        }
    }

    private ReferenceStep Member()
    {
        Offset++;
        SkipSpace();
        var position = Offset + 1;
        return new(Current == '"' ? PlainString("A quoted name") : Identifier(), null, position);
    }

    private ReferenceStep Index()
    {
        Offset++;
        SkipSpace();
        var position = Offset + 1;
        ReferenceStep step;
        if (char.IsAsciiDigit(Current))
        {
            var index = Integer();
            step = index <= int.MaxValue ? new(null, (int)index, position) : throw Error("The index is too large.");
        }
        else
        {
            step = Current == '"' || (Current == '\'' && language == ExpressionLanguage.Starlark)
                ? new(PlainString("An index"), null, position)
                : throw Unsupported("an index that is neither a text nor a whole number");
        }

        SkipSpace();
        if (Current != ']')
        {
            throw Current is '\0' ? Error("A ']' is missing.") : Unsupported($"'{Current}' in an index");
        }

        Offset++;
        return step;
    }

    private string Identifier()
    {
        var begin = Offset;
        while (char.IsAsciiLetterOrDigit(Current) || Current == '_')
        {
            Offset++;
        }

        return Offset > begin && !char.IsAsciiDigit(text[begin])
            ? text[begin..Offset]
            : throw Error("A name is missing; one with other characters than letters, digits and '_' is written [\"na-me\"].");
    }

    private long Integer()
    {
        var begin = Offset;
        while (char.IsAsciiDigit(Current))
        {
            Offset++;
        }

        if (Current is '.' or 'e' or 'E' or 'x' or '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'))
        {
            throw Unsupported("a number that is not whole and decimal");
        }

        return long.TryParse(text.AsSpan(begin, Offset - begin), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Error("The number is too large.");
    }

    private string PlainString(string what) => String() is LiteralExpression literal
        ? literal.Value.GetValue<string>()
        : throw Unsupported($"{what} with an expression in it");

    private Expression String()
    {
        var position = Offset + 1;
        var parts = new List<Expression>();
        var quote = Current;
        if (text.AsSpan(Offset).StartsWith(new string(quote, 3)))
        {
            throw Unsupported("a text in triple quotes");
        }

        Offset++;
        while (true)
        {
            var (piece, next) = _strings.Read(Offset, quote);
            parts.Add(new LiteralExpression(JsonValue.Create(piece), Offset + 1));
            Offset = next;
            if (Current == quote)
            {
                Offset++;
                return Joined(parts, position);
            }

            Offset += 2;
            parts.Add(Parse());
            if (Current != ')')
            {
                throw Current == '\0' ? Error("A ')' is missing.") : Unsupported($"'{Current}'");
            }

            Offset++;
        }
    }

    private static Expression Joined(List<Expression> parts, int position)
    {
        if (parts is [LiteralExpression only])
        {
            return new LiteralExpression(only.Value, position);
        }

        return new InterpolationExpression(parts, position);
    }

    private void SkipSpace()
    {
        while (char.IsWhiteSpace(Current))
        {
            Offset++;
        }
    }

    private ExpressionException Error(string message) => new(message, Offset + 1);

    private ExpressionException Unsupported(string what, int? position = null) => new(
        $"{what} is not supported yet: expressions are references such as resource[\"name\"].output.key, texts and whole numbers.",
        position ?? (Offset + 1));
}
