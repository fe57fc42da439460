namespace Actors.Templates.Expressions.Syntax;

/// <summary>Clauses (<see cref="ForClause"/>, <see cref="IfClause"/>, <see cref="LetExpression"/>) and what is made for each round.</summary>
internal sealed record ComprehensionExpression(IReadOnlyList<Expression> Clauses, Expression Body, int Position) : Expression(Position)
{
    public override IEnumerable<Expression> Children => [.. Clauses, Body];
}
