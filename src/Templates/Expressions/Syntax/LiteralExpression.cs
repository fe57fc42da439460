namespace Actors.Templates.Expressions.Syntax;

/// <summary>A text, number, boolean or null.</summary>
internal sealed record LiteralExpression(object? Value, int Position) : Expression(Position)
{
    public override IEnumerable<Expression> Children => [];
}
