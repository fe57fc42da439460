namespace Actors.Templates.Expressions.Syntax;

/// <summary>Reads Starlark expressions.</summary>
internal sealed partial class StarlarkParser(string text, int start) : ExpressionParser(text, start, ExpressionLanguage.Starlark)
{
    private const int OrPrecedence = 1;
    private const int UnaryPrecedence = 11;

    private static readonly Dictionary<string, (Operator Operator, int Precedence)> Infixes = new(StringComparer.Ordinal)
    {
        ["or"] = (Operator.Or, OrPrecedence),
        ["and"] = (Operator.And, 2),
        ["=="] = (Operator.Equal, ComparisonPrecedence),
        ["!="] = (Operator.NotEqual, ComparisonPrecedence),
        ["<"] = (Operator.Less, ComparisonPrecedence),
        ["<="] = (Operator.LessOrEqual, ComparisonPrecedence),
        [">"] = (Operator.Greater, ComparisonPrecedence),
        [">="] = (Operator.GreaterOrEqual, ComparisonPrecedence),
        ["in"] = (Operator.In, ComparisonPrecedence),
        ["|"] = (Operator.BitOr, 5),
        ["^"] = (Operator.BitXor, 6),
        ["&"] = (Operator.BitAnd, 7),
        ["<<"] = (Operator.ShiftLeft, 8),
        [">>"] = (Operator.ShiftRight, 8),
        ["+"] = (Operator.Add, 9),
        ["-"] = (Operator.Subtract, 9),
        ["*"] = (Operator.Multiply, 10),
        ["/"] = (Operator.Divide, 10),
        ["//"] = (Operator.FloorDivide, 10),
        ["%"] = (Operator.Modulo, 10),
    };

    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "and", "or", "not", "in", "if", "else", "for", "lambda", "elif", "def", "return", "load", "while", "pass", "break", "continue", "import", "is", "yield", "with", "as", "class", "try", "raise",
    };

    protected override Expression ParseWhole() => Nested(ParseAny, endsAtNewline: false);

    protected override Expression ParseAny()
    {
        if (Current.IsWord("lambda"))
        {
            return Nested(ParseLambda, endsAtNewline: false);
        }

        var value = ParseBinary(OrPrecedence);
        if (!Current.IsWord("if"))
        {
            return value;
        }

        Advance();
        var condition = ParseBinary(OrPrecedence);
        if (!Current.IsWord("else"))
        {
            throw Error($"'else' is missing before {Current}: a conditional is written a if condition else b.");
        }

        Advance();
        var otherwise = Nested(ParseAny, endsAtNewline: false);
        return Node(new ConditionalExpression(condition, value, otherwise, value.Position));
    }

    protected override bool PartsByLines => false;

    protected override bool HasSteps => true;

    protected override (Operator Operator, int Precedence, int Tokens)? Infix()
    {
        if (Current.IsWord("not"))
        {
            return Peek().IsWord("in") ? (Operator.NotIn, ComparisonPrecedence, 2) : null;
        }

        if (Current.Is("**"))
        {
            throw Error("Starlark has no '**'; multiply instead.");
        }

        return InfixOf(Infixes);
    }

    protected override (Operator Operator, int Precedence)? Prefix() => Current switch
    {
        { Kind: TokenKind.Name, Text: "not" } => (Operator.Not, 3),
        { Kind: TokenKind.Mark, Text: "-" } => (Operator.Subtract, UnaryPrecedence),
        { Kind: TokenKind.Mark, Text: "+" } => (Operator.Add, UnaryPrecedence),
        { Kind: TokenKind.Mark, Text: "~" } => (Operator.BitNot, UnaryPrecedence),
        _ => null,
    };

    protected override Expression ParseName()
    {
        var token = Current;
        if (Words.Contains(token.Text))
        {
            throw Error($"'{token.Text}' cannot stand here: expressions have no statements, and conditionals are written a if condition else b.");
        }

        Advance();
        return token.Text switch
        {
            "True" => new LiteralExpression(true, token.Position),
            "False" => new LiteralExpression(false, token.Position),
            "None" => new LiteralExpression(null, token.Position),
            _ => new NameExpression(token.Text, token.Position),
        };
    }

    protected override List<Argument> ParseArguments()
    {
        var arguments = new List<Argument>();
        while (!Current.Is(")"))
        {
            if (Accept("**"))
            {
                arguments.Add(new(ParseAny(), ArgumentKind.Object));
            }
            else if (Accept("*"))
            {
                arguments.Add(new(ParseAny(), ArgumentKind.List));
            }
            else if (Current.Kind == TokenKind.Name && Peek().Is("="))
            {
                var name = Current.Text;
                Advance();
                Advance();
                arguments.Add(new(ParseAny(), ArgumentKind.Named, name));
            }
            else
            {
                if (arguments.Exists(each => each.Kind != ArgumentKind.Plain))
                {
                    throw Error("Arguments by place come before all others.");
                }

                arguments.Add(new(ParseAny()));
            }

            if (!Accept(","))
            {
                break;
            }
        }

        Expect(")");
        return arguments;
    }
}
