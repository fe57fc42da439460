namespace Actors.Templates.Expressions.Syntax;

/// <summary>A list or tuple; comprehensions among its items give any number of values.</summary>
internal sealed record ListExpression(IReadOnlyList<Expression> Items, bool IsTuple, int Position) : Expression(Position)
{
    public override IEnumerable<Expression> Children => Items;
}
