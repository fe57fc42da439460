namespace Actors.Templates.Expressions.Syntax;

/// <content>Values that are no paths: literals, brackets, and what stands in them.</content>
internal abstract partial class ExpressionParser
{
    /// <summary>Whether a line end parts what stands in brackets and braces.</summary>
    protected abstract bool PartsByLines { get; }

    /// <summary>Whether a slice may have a step.</summary>
    protected abstract bool HasSteps { get; }

    /// <summary>A name, or what the language writes as one.</summary>
    protected abstract Expression ParseName();

    /// <summary>What stands in parentheses, after the opening one.</summary>
    protected abstract Expression ParseParentheses(int position);

    /// <summary>What stands in brackets, after the opening one.</summary>
    protected abstract Expression ParseList(int position);

    /// <summary>What stands in braces, after the opening one.</summary>
    protected abstract Expression ParseBraces(int position);

    /// <summary>The operator between values that the current token is, by the language's table.</summary>
    protected (Operator Operator, int Precedence, int Tokens)? InfixOf(IReadOnlyDictionary<string, (Operator Operator, int Precedence)> infixes) =>
        Current.Kind is TokenKind.Mark or TokenKind.Name && infixes.TryGetValue(Current.Text, out var found) ? (found.Operator, found.Precedence, 1) : null;

    private Expression ParsePrimary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Quote:
                return ParseQuoted();
            case TokenKind.Number:
                Advance();
                return new LiteralExpression(NumberReader.Read(token, _language), token.Position);
            case TokenKind.Name:
                return ParseName();
            case TokenKind.Mark when token.Text == "(":
                Advance();
                return Nested(() => ParseParentheses(token.Position), endsAtNewline: false);
            case TokenKind.Mark when token.Text == "[":
                Advance();
                return Nested(() => ParseList(token.Position), endsAtNewline: PartsByLines);
            case TokenKind.Mark when token.Text == "{":
                Advance();
                return Nested(() => ParseBraces(token.Position), endsAtNewline: PartsByLines);
            default:
                throw NoValue();
        }
    }

    /// <summary>Reads an index or a slice, after its opening bracket.</summary>
    private Expression ParseIndex(Expression target)
    {
        var first = Current.Is(":") ? null : ParseAny();
        if (first is not null && Accept("]"))
        {
            return new IndexExpression(target, first, target.Position);
        }

        Expect(":");
        var second = Current.Is("]") || (HasSteps && Current.Is(":")) ? null : ParseAny();
        var third = HasSteps && Accept(":") && !Current.Is("]") ? ParseAny() : null;
        Expect("]");
        return new SliceExpression(target, first, second, third, target.Position);
    }
}
