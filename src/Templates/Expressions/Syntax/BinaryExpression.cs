namespace Actors.Templates.Expressions.Syntax;

/// <summary>An operator between two values.</summary>
internal sealed record BinaryExpression(Operator Operator, Expression Left, Expression Right, int Position) : Expression(Position)
{
    public override IEnumerable<Expression> Children => [Left, Right];
}
