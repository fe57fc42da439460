namespace Actors.Templates.Expressions.Syntax;

/// <summary>A part of an object by a name that is written: <c>a.b</c>, <c>a."b-c"</c>.</summary>
internal sealed record MemberExpression(Expression Target, string Name, int NamePosition, int Position) : Expression(Position)
{
    public override IEnumerable<Expression> Children => [Target];
}
