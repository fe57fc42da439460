namespace Actors.Templates.Expressions.Syntax;

/// <summary>What the parsers of both languages share: tokens, depth, texts, paths and operators between values.</summary>
internal abstract partial class ExpressionParser
{
    /// <summary>Precedence of comparisons, none of which goes with another one.</summary>
    protected const int ComparisonPrecedence = 4;

    private readonly Lexer _lexer;
    private readonly ExpressionLanguage _language;
    private readonly int _start;
    private int _nesting;

    protected ExpressionParser(string text, int start, ExpressionLanguage language)
    {
        _lexer = new(text, language);
        _language = language;
        _start = start;
        Current = _lexer.Read(start);
    }

    /// <summary>The token that comes next.</summary>
    public Token Current { get; private set; }

    protected string Text => _lexer.Text;

    /// <summary>Whether a line end closes the current expression (inside CUE's blocks and lists).</summary>
    protected bool EndsAtNewline { get; set; }

    /// <summary>Reads an expression from just behind its opening mark up to a bracket that it has not opened.</summary>
    /// <param name="text">The text around it.</param>
    /// <param name="start">Where it begins, from 0.</param>
    /// <param name="language">The language.</param>
    /// <returns>The expression, and the offset of the token behind it.</returns>
    public static (Expression Expression, Token Next) Parse(string text, int start, ExpressionLanguage language)
    {
        ExpressionParser parser = language == ExpressionLanguage.Cue ? new CueParser(text, start) : new StarlarkParser(text, start);
        var expression = parser.ParseWhole();
        return (expression, parser.Current);
    }

    protected abstract Expression ParseWhole();

    /// <summary>An expression of any kind.</summary>
    protected abstract Expression ParseAny();

    /// <summary>The operator between values that comes next, its precedence (higher binds closer), and how many tokens it has.</summary>
    protected abstract (Operator Operator, int Precedence, int Tokens)? Infix();

    /// <summary>The operator before a value that comes next, and the lowest precedence of what it takes.</summary>
    protected abstract (Operator Operator, int Precedence)? Prefix();

    /// <summary>Reads the arguments of a call, after its opening bracket.</summary>
    protected abstract List<Argument> ParseArguments();

    protected Expression ParseBinary(int minPrecedence)
    {
        var left = ParseUnary();
        while (!Stops() && Infix() is { } infix && infix.Precedence >= minPrecedence)
        {
            for (var i = 0; i < infix.Tokens; i++)
            {
                Advance();
            }

            var right = ParseBinary(infix.Precedence + 1);
            left = Node(new BinaryExpression(infix.Operator, left, right, left.Position));
            if (infix.Precedence == ComparisonPrecedence && !Stops() && Infix() is { Precedence: ComparisonPrecedence })
            {
                throw Error("Comparisons cannot be chained; join two of them by 'and' (CUE: '&&').");
            }
        }

        return left;
    }

    protected Expression ParseUnary()
    {
        if (Prefix() is not { } prefix)
        {
            var value = ParsePrimary();
            while (!Stops() && ParseSuffix(value) is { } longer)
            {
                value = Node(longer);
            }

            return value;
        }

        var position = Current.Position;
        Enter();
        Advance();
        var isLeast = prefix.Operator == Operator.Subtract && Current.Kind == TokenKind.Number && NumberReader.IsLeast(Current, _language);
        if (isLeast)
        {
            Advance();
        }

        Expression expression = isLeast ? new LiteralExpression(long.MinValue, position) : new UnaryExpression(prefix.Operator, ParseBinary(prefix.Precedence), position);
        Leave();
        return Node(expression);
    }

    /// <summary>Reads what may follow a value: <c>.name</c>, <c>[…]</c>, <c>(…)</c>; null when nothing does.</summary>
    private Expression? ParseSuffix(Expression target)
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

    /// <summary>The name behind a dot, which may be quoted in both languages.</summary>
    private MemberExpression ParseMember(Expression target)
    {
        var position = Current.Position;
        var name = Current.Kind == TokenKind.Quote ? ParsePlainQuoted("A quoted name") : ExpectName("A name");
        return new(target, name, position, target.Position);
    }

    /// <summary>Reads something one level deeper.</summary>
    protected T Nested<T>(Func<T> parse, bool endsAtNewline)
    {
        var outer = EndsAtNewline;
        EndsAtNewline = endsAtNewline;
        Enter();
        var result = parse();
        Leave();
        EndsAtNewline = outer;
        return result;
    }

    protected void Advance() => Current = _lexer.Read(Current.End);

    protected Token Peek() => _lexer.Read(Current.End);

    protected void Expect(string mark)
    {
        if (!Current.Is(mark))
        {
            throw Expected(mark);
        }

        Advance();
    }

    protected bool Accept(string mark)
    {
        if (!Current.Is(mark))
        {
            return false;
        }

        Advance();
        return true;
    }

    protected string ExpectName(string what)
    {
        if (Current.Kind != TokenKind.Name)
        {
            throw Error($"{what} is missing before {Current}; a name with other characters than letters, digits and '_' is written [\"na-me\"].");
        }

        var name = Current.Text;
        Advance();
        return name;
    }

    protected T Node<T>(T expression)
        where T : Expression
    {
        var height = 0;
        foreach (var child in expression.Children)
        {
            height = Math.Max(height, child.Height);
        }

        expression.Height = height + 1;
        return expression.Height <= ExpressionLimits.MaxHeight
            ? expression
            : throw new ExpressionException($"The expression has more than {ExpressionLimits.MaxHeight} levels.", Math.Min(expression.Position, Text.Length + 1));
    }

    protected ExpressionException Expected(string mark) => Error(Current.Kind == TokenKind.End ? $"A '{mark}' is missing." : $"A '{mark}' is missing before {Current}.");

    protected ExpressionException Error(string message) => new(message, Current.Position);

    /// <summary>The error for a token that begins no value.</summary>
    protected ExpressionException NoValue() => Current.Kind == TokenKind.End
        ? Error("The expression ends too early.")
        : Error(IsEmpty ? "The expression is empty." : $"A value is missing before {Current}.");

    private bool IsEmpty => Current.Offset == _lexer.Read(_start).Offset && (Current.Is(")") || Current.Is("}"));

    private bool Stops() => EndsAtNewline && Current.AfterNewline;

    private void Enter()
    {
        if (++_nesting > ExpressionLimits.MaxNesting)
        {
            throw Error($"The expression is nested deeper than {ExpressionLimits.MaxNesting} levels.");
        }
    }

    private void Leave() => _nesting--;
}
