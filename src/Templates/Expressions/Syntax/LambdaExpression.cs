namespace Actors.Templates.Expressions.Syntax;

/// <summary>Starlark: <c>lambda a, b: a + b</c>.</summary>
internal sealed record LambdaExpression(IReadOnlyList<string> Parameters, Expression Body, int Position) : Expression(Position)
{
    public override IEnumerable<Expression> Children => [Body];
}
