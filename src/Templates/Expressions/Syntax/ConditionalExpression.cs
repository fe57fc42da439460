namespace Actors.Templates.Expressions.Syntax;

/// <summary>Starlark: <c>a if c else b</c>.</summary>
internal sealed record ConditionalExpression(Expression Condition, Expression Then, Expression Else, int Position) : Expression(Position)
{
    public override IEnumerable<Expression> Children => [Condition, Then, Else];
}
