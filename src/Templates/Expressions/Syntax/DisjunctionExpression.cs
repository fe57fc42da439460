namespace Actors.Templates.Expressions.Syntax;

/// <summary>CUE: <c>a | *b</c>; of the alternatives that exist a marked one is taken first.</summary>
internal sealed record DisjunctionExpression(IReadOnlyList<Alternative> Alternatives, int Position) : Expression(Position)
{
    public override IEnumerable<Expression> Children => Alternatives.Select(each => each.Value);
}
