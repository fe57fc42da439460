namespace Actors.Templates.Expressions.Syntax;

/// <summary>An object: fields, comprehensions, <c>let</c>s, and in CUE other values that it takes in.</summary>
internal sealed record BlockExpression(IReadOnlyList<Expression> Entries, int Position) : Expression(Position)
{
    public override IEnumerable<Expression> Children => Entries;
}
