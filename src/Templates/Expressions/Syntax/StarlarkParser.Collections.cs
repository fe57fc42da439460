namespace Actors.Templates.Expressions.Syntax;

/// <content>Lists, objects, comprehensions and lambdas.</content>
internal sealed partial class StarlarkParser
{
    private LambdaExpression ParseLambda()
    {
        var position = Current.Position;
        Advance();
        var names = new List<string>();
        while (!Current.Is(":"))
        {
            if (Current.Is("*") || Current.Is("**"))
            {
                throw Error("A lambda takes named parameters only.");
            }

            names.Add(ExpectBindable());
            if (Current.Is("="))
            {
                throw Error("Defaults of a lambda's parameters are not supported.");
            }

            if (!Current.Is(":"))
            {
                Expect(",");
            }
        }

        Advance();
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Count)
        {
            throw new ExpressionException("A lambda has two parameters of the same name.", position);
        }

        return Node(new LambdaExpression(names, ParseAny(), position));
    }

    protected override Expression ParseParentheses(int position)
    {
        if (Accept(")"))
        {
            return new ListExpression([], true, position);
        }

        var first = ParseAny();
        if (Current.IsWord("for"))
        {
            throw Error("Starlark has no generators: put the comprehension in [ ].");
        }

        if (Accept(")"))
        {
            return first;
        }

        var items = new List<Expression> { first };
        while (Accept(",") && !Current.Is(")"))
        {
            items.Add(ParseAny());
        }

        Expect(")");
        return Node(new ListExpression(items, true, position));
    }

    protected override Expression ParseList(int position)
    {
        var items = new List<Expression>();
        while (!Current.Is("]"))
        {
            items.Add(ParseAny());
            if (items.Count == 1 && Current.IsWord("for"))
            {
                items = [Node(new ComprehensionExpression(ParseClauses(), items[0], position))];
                break;
            }

            if (!Accept(","))
            {
                break;
            }
        }

        Expect("]");
        return Node(new ListExpression(items, false, position));
    }

    protected override Expression ParseBraces(int position)
    {
        var entries = new List<Expression>();
        while (!Current.Is("}"))
        {
            var key = ParseAny();
            Expect(":");
            var field = Node(new FieldExpression(key, ParseAny(), key.Position));
            entries.Add(field);
            if (entries.Count == 1 && Current.IsWord("for"))
            {
                var body = Node(new BlockExpression([field], field.Position));
                entries = [Node(new ComprehensionExpression(ParseClauses(), body, position))];
                break;
            }

            if (!Accept(","))
            {
                break;
            }
        }

        Expect("}");
        return Node(new BlockExpression(entries, position));
    }

    private List<Expression> ParseClauses()
    {
        var clauses = new List<Expression>();
        while (Current.IsWord("for") || Current.IsWord("if"))
        {
            var (position, isFor) = (Current.Position, Current.Text == "for");
            Advance();
            if (!isFor)
            {
                clauses.Add(Node(new IfClause(ParseBinary(OrPrecedence), position)));
                continue;
            }

            var target = ParseTargets("in");
            if (!Current.IsWord("in"))
            {
                throw Error($"'in' is missing before {Current}.");
            }

            Advance();
            clauses.Add(Node(new ForClause(null, target, ParseBinary(OrPrecedence), position)));
        }

        return clauses;
    }

    private Pattern ParseTargets(string end)
    {
        var position = Current.Position;
        var parts = new List<Pattern>();
        var isList = false;
        while (!Current.Is(end) && !Current.IsWord(end))
        {
            parts.Add(ParseTarget());
            if (!Accept(","))
            {
                break;
            }

            isList = true;
        }

        return parts.Count == 0 ? throw Error("A name is missing.") : parts.Count == 1 && !isList ? parts[0] : new(null, parts, position);
    }

    private Pattern ParseTarget()
    {
        var position = Current.Position;
        if (!Current.Is("(") && !Current.Is("["))
        {
            return new(ExpectBindable(), [], position);
        }

        var end = Current.Is("(") ? ")" : "]";
        Advance();
        var targets = Nested(() => ParseTargets(end), endsAtNewline: false);
        Expect(end);
        return targets;
    }

    private string ExpectBindable()
    {
        if (Words.Contains(Current.Text) || Current.Text is "True" or "False" or "None")
        {
            throw Error($"{Current} is no name that can be bound.");
        }

        return ExpectName("A name");
    }
}
