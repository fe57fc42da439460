namespace Actors.Templates.Expressions.Syntax;

/// <summary>A name: a root, a name bound by a comprehension, or a built-in function.</summary>
internal sealed record NameExpression(string Name, int Position) : Expression(Position)
{
    public override IEnumerable<Expression> Children => [];
}
