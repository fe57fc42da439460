namespace Actors.Templates.Expressions.Syntax;

/// <summary>A call of a function or method.</summary>
internal sealed record CallExpression(Expression Function, IReadOnlyList<Argument> Arguments, int Position) : Expression(Position)
{
    public override IEnumerable<Expression> Children => [Function, .. Arguments.Select(each => each.Value)];
}
