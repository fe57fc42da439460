namespace Actors.Templates.Expressions.Syntax;

/// <summary><c>if condition</c> in a comprehension.</summary>
internal sealed record IfClause(Expression Condition, int Position) : Expression(Position)
{
    public override IEnumerable<Expression> Children => [Condition];
}
