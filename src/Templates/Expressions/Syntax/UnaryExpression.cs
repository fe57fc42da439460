namespace Actors.Templates.Expressions.Syntax;

/// <summary>An operator before a value.</summary>
internal sealed record UnaryExpression(Operator Operator, Expression Operand, int Position) : Expression(Position)
{
    public override IEnumerable<Expression> Children => [Operand];
}
