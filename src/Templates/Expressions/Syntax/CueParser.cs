namespace Actors.Templates.Expressions.Syntax;

/// <summary>Reads CUE expressions.</summary>
internal sealed partial class CueParser(string text, int start) : ExpressionParser(text, start, ExpressionLanguage.Cue)
{
    private const int UnifyPrecedence = 1;
    private const int UnaryPrecedence = 7;

    private static readonly Dictionary<string, (Operator Operator, int Precedence)> Infixes = new(StringComparer.Ordinal)
    {
        ["&"] = (Operator.Unify, UnifyPrecedence),
        ["||"] = (Operator.Or, 2),
        ["&&"] = (Operator.And, 3),
        ["=="] = (Operator.Equal, ComparisonPrecedence),
        ["!="] = (Operator.NotEqual, ComparisonPrecedence),
        ["<"] = (Operator.Less, ComparisonPrecedence),
        ["<="] = (Operator.LessOrEqual, ComparisonPrecedence),
        [">"] = (Operator.Greater, ComparisonPrecedence),
        [">="] = (Operator.GreaterOrEqual, ComparisonPrecedence),
        ["=~"] = (Operator.Match, ComparisonPrecedence),
        ["!~"] = (Operator.NotMatch, ComparisonPrecedence),
        ["+"] = (Operator.Add, 5),
        ["-"] = (Operator.Subtract, 5),
        ["*"] = (Operator.Multiply, 6),
        ["/"] = (Operator.Divide, 6),
        ["div"] = (Operator.Div, 6),
        ["mod"] = (Operator.Mod, 6),
        ["quo"] = (Operator.Quo, 6),
        ["rem"] = (Operator.Rem, 6),
    };

    /// <summary>Reads the entries of a block without braces, up to the end of the text: what conditions are.</summary>
    public static BlockExpression ParseCondition(string text)
    {
        var parser = new CueParser(text, 0);
        var block = parser.Nested(() => parser.ParseEntries("", 1), endsAtNewline: true);
        return parser.Current.Kind == TokenKind.End ? block : throw parser.Error($"{parser.Current} cannot stand here.");
    }

    protected override Expression ParseAny()
    {
        var position = Current.Position;
        var alternatives = new List<Alternative>();
        do
        {
            var isDefault = Accept("*");
            alternatives.Add(new(ParseBinary(UnifyPrecedence), isDefault));
        }
        while (!(EndsAtNewline && Current.AfterNewline) && Accept("|"));

        return alternatives is [{ IsDefault: false } only] ? only.Value : Node(new DisjunctionExpression(alternatives, position));
    }

    protected override bool PartsByLines => true;

    protected override bool HasSteps => false;

    protected override (Operator Operator, int Precedence, int Tokens)? Infix()
    {
        if (Current.Is("%"))
        {
            throw Error("CUE has no '%'; write mod(a, b).");
        }

        if (Current.IsWord("in") || Current.IsWord("and") || Current.IsWord("or") || Current.IsWord("else"))
        {
            throw Error($"CUE has no '{Current.Text}'; it has list.Contains, strings.Contains, '&&', '||' and [if c {{a}}, b][0].");
        }

        return InfixOf(Infixes);
    }

    protected override (Operator Operator, int Precedence)? Prefix() => Current switch
    {
        { Kind: TokenKind.Mark, Text: "!" } => (Operator.Not, UnaryPrecedence),
        { Kind: TokenKind.Mark, Text: "-" } => (Operator.Subtract, UnaryPrecedence),
        { Kind: TokenKind.Mark, Text: "+" } => (Operator.Add, UnaryPrecedence),
        { Kind: TokenKind.Mark, Text: "<" or ">" or "<=" or ">=" or "!=" or "=~" or "!~" } =>
            throw Error("Constraints such as >5 are not supported: compare values, as in x > 5."),
        _ => null,
    };

    protected override Expression ParseName()
    {
        var token = Current;
        if (token.Text is "if" or "for" or "let")
        {
            throw Error($"'{token.Text}' cannot stand here: write it inside [ ] or {{ }}, such as [if c {{a}}, b][0].");
        }

        Advance();
        return token.Text switch
        {
            "true" => new LiteralExpression(true, token.Position),
            "false" => new LiteralExpression(false, token.Position),
            "null" => new LiteralExpression(null, token.Position),
            _ => new NameExpression(token.Text, token.Position),
        };
    }

    protected override Expression ParseParentheses(int position)
    {
        var inner = ParseAny();
        Expect(")");
        return inner;
    }

    private bool IsClause() => (Current.IsWord("for") || Current.IsWord("if")) && !Peek().Is(":");

    protected override List<Argument> ParseArguments()
    {
        var arguments = new List<Argument>();
        while (!Current.Is(")"))
        {
            arguments.Add(new(ParseAny()));
            if (!Accept(","))
            {
                break;
            }
        }

        Expect(")");
        return arguments;
    }
}
