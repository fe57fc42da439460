namespace Actors.Templates.Expressions.Syntax;

/// <content>Lists, blocks and comprehensions.</content>
internal sealed partial class CueParser
{
    protected override Expression ParseList(int position)
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

    protected override Expression ParseBraces(int position) => ParseBlock(position);

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

    protected override Expression ParseWhole() => IsClause() && !Peek().Is(".")
        ? Nested(() => (Expression)ParseEntries(")", Current.Position), endsAtNewline: true)
        : Nested(ParseAny, endsAtNewline: false);

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

    private void ExpectSeparator(string end)
    {
        if (!Accept(",") && !Current.AfterNewline && !Current.Is(end))
        {
            throw Current.Kind == TokenKind.End ? Expected(end) : Error($"A ',' or '{end}' is missing before {Current}.");
        }
    }
}
