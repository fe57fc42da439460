namespace Actors.Templates.Expressions.Syntax;

/// <summary>CUE: <c>let name = value</c>, as an entry of a block or a clause of a comprehension.</summary>
internal sealed record LetExpression(string Name, Expression Value, int Position) : Expression(Position)
{
    public override IEnumerable<Expression> Children => [Value];
}
