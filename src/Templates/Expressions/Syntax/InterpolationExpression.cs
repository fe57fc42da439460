namespace Actors.Templates.Expressions.Syntax;

/// <summary>A CUE text with expressions in it.</summary>
internal sealed record InterpolationExpression(IReadOnlyList<Expression> Parts, int Position) : Expression(Position)
{
    public override IEnumerable<Expression> Children => Parts;
}
