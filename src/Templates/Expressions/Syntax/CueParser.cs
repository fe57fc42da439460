namespace Actors.Templates.Expressions.Syntax;

/// <summary>Reads CUE expressions.</summary>
internal sealed class CueParser(string text, int start) : ExpressionParser(text, start, ExpressionLanguage.Cue)
{
    private const int UnifyPrecedence = 1;
    private const int ComparisonPrecedence = 4;
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

    protected override Expression ParseWhole() => IsClause() && !Peek().Is(".")
        ? Nested(() => (Expression)ParseEntries(")", Current.Position), endsAtNewline: true)
        : Nested(ParseAny, endsAtNewline: false);

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

    protected override bool IsComparison(int precedence) => precedence == ComparisonPrecedence;

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

        return Current.Kind is TokenKind.Mark or TokenKind.Name && Infixes.TryGetValue(Current.Text, out var found) ? (found.Operator, found.Precedence, 1) : null;
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

    protected override Expression ParsePrimary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Quote:
                return ParseQuoted();
            case TokenKind.Number:
                Advance();
                return new LiteralExpression(NumberReader.Read(token, ExpressionLanguage.Cue), token.Position);
            case TokenKind.Name:
                return ParseName();
            case TokenKind.Mark when token.Text == "(":
                Advance();
                var inner = Nested(ParseAny, endsAtNewline: false);
                Expect(")");
                return inner;
            case TokenKind.Mark when token.Text == "[":
                Advance();
                return Nested(() => ParseList(token.Position), endsAtNewline: true);
            case TokenKind.Mark when token.Text == "{":
                Advance();
                return Nested(() => ParseBlock(token.Position), endsAtNewline: true);
            default:
                throw NoValue();
        }
    }

    protected override Expression? ParseSuffix(Expression target)
    {
        if (Accept("."))
        {
            return ParseMember(target);
        }

        if (Accept("["))
        {
            return Nested(() => ParseIndex(target), endsAtNewline: false);
        }

        if (Accept("("))
        {
            return Nested(() => new CallExpression(target, ParseArguments(), target.Position), endsAtNewline: false);
        }

        return null;
    }

    private Expression ParseName()
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

    private ListExpression ParseList(int position)
    {
        var items = new List<Expression>();
        while (!Current.Is("]"))
        {
            if (Current.Is("..."))
            {
                throw Error("Open lists ('...') are not supported.");
            }

            items.Add(IsClause() ? ParseComprehension() : ParseAny());
            ExpectSeparator("]");
        }

        Advance();
        return Node(new ListExpression(items, false, position));
    }

    private BlockExpression ParseBlock(int position)
    {
        var block = ParseEntries("}", position);
        Expect("}");
        return block;
    }

    private BlockExpression ParseEntries(string end, int position)
    {
        var entries = new List<Expression>();
        while (Current.Kind != TokenKind.End && !Current.Is(end))
        {
            entries.Add(Current.IsWord("let") && !Peek().Is(":") ? ParseLet() : IsClause() ? ParseComprehension() : ParseEntry());
            if (end.Length > 0)
            {
                ExpectSeparator(end);
            }
            else if (!Accept(",") && !Current.AfterNewline && Current.Kind != TokenKind.End)
            {
                throw Error($"A ',' or a new line is missing before {Current}.");
            }
        }

        return Node(new BlockExpression(entries, position));
    }

    // A field with its value, which may be a field again (a: b: 1), or a value that the block takes in.
    private Expression ParseEntry()
    {
        var first = Current;
        if (first.Is("..."))
        {
            throw Error("Open objects ('...') are not supported.");
        }

        if (first.IsWord("if") || first.IsWord("for") || first.IsWord("let"))
        {
            Advance();
            return ParseField(new LiteralExpression(first.Text, first.Position));
        }

        var value = ParseAny();
        if (Current.Is("?") || Current.Is("!") || Current.Is("="))
        {
            throw Error($"{Current} after the name of a field is not supported: fields have values.");
        }

        return Current.Is(":") ? ParseField(KeyOf(first, value)) : value;
    }

    private FieldExpression ParseField(Expression key)
    {
        Expect(":");
        var begin = Current.Position;
        var value = Nested(ParseEntry, EndsAtNewline);
        return Node(new FieldExpression(key, value is FieldExpression ? Node(new BlockExpression([value], begin)) : value, key.Position));
    }

    private static Expression KeyOf(Token first, Expression value) => value switch
    {
        _ when first.Is("(") => value,
        NameExpression name when name.Position == first.Position => new LiteralExpression(name.Name, name.Position),
        LiteralExpression { Value: string } or InterpolationExpression => value,
        LiteralExpression { Value: bool or null } => new LiteralExpression(first.Text, first.Position),
        _ => throw new ExpressionException("This is no name of a field; a computed one is written (value): or \"\\(value)\":.", first.Position),
    };

    private LetExpression ParseLet()
    {
        var position = Current.Position;
        Advance();
        var name = ExpectName("A name");
        Expect("=");
        return Node(new LetExpression(name, ParseAny(), position));
    }

    private bool IsClause() => (Current.IsWord("for") || Current.IsWord("if")) && !Peek().Is(":");

    private ComprehensionExpression ParseComprehension()
    {
        var position = Current.Position;
        var clauses = new List<Expression>();
        while (!Current.Is("{"))
        {
            if (clauses.Count > 0)
            {
                Accept(",");
            }

            clauses.Add(ParseClause());
        }

        var open = Current.Position;
        Advance();
        var body = Nested(() => ParseBlock(open), endsAtNewline: true);
        return Node(new ComprehensionExpression(clauses, body, position));
    }

    private Expression ParseClause()
    {
        var position = Current.Position;
        switch (Current.Kind == TokenKind.Name ? Current.Text : "")
        {
            case "let":
                return ParseLet();
            case "if":
                Advance();
                return Node(new IfClause(ParseAny(), position));
            case "for":
                Advance();
                var first = new Pattern(ExpectName("A name"), [], position);
                var second = Accept(",") ? new Pattern(ExpectName("A name"), [], position) : null;
                if (!Current.IsWord("in"))
                {
                    throw Error($"'in' is missing before {Current}.");
                }

                Advance();
                return Node(new ForClause(second is null ? null : first.Name, second ?? first, ParseAny(), position));
            default:
                throw Expected("{");
        }
    }

    private Expression ParseIndex(Expression target)
    {
        var first = Current.Is(":") ? null : ParseAny();
        if (first is not null && Accept("]"))
        {
            return new IndexExpression(target, first, target.Position);
        }

        Expect(":");
        var second = Current.Is("]") ? null : ParseAny();
        Expect("]");
        return new SliceExpression(target, first, second, null, target.Position);
    }

    private List<Argument> ParseArguments()
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

    private void ExpectSeparator(string end)
    {
        if (!Accept(",") && !Current.AfterNewline && !Current.Is(end))
        {
            throw Current.Kind == TokenKind.End ? Expected(end) : Error($"A ',' or '{end}' is missing before {Current}.");
        }
    }
}
