namespace Actors.Templates.Expressions.Syntax;

/// <summary><c>for target in values</c>; the key is the first of two names in CUE.</summary>
internal sealed record ForClause(string? Key, Pattern Target, Expression Values, int Position) : Expression(Position)
{
    public override IEnumerable<Expression> Children => [Values];
}
