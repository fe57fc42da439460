namespace Actors.Templates.Expressions.Syntax;

/// <summary>A range of a list or text: <c>a[low:high:step]</c>.</summary>
internal sealed record SliceExpression(Expression Target, Expression? Low, Expression? High, Expression? Step, int Position) : Expression(Position)
{
    public override IEnumerable<Expression> Children => new[] { Target, Low, High, Step }.OfType<Expression>();
}
