namespace Actors.Templates.Expressions.Syntax;

/// <summary>A part of an object, list or text: <c>a[b]</c>.</summary>
internal sealed record IndexExpression(Expression Target, Expression Index, int Position) : Expression(Position)
{
    public override IEnumerable<Expression> Children => [Target, Index];
}
