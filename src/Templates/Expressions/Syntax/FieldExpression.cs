namespace Actors.Templates.Expressions.Syntax;

/// <summary>A field of an object.</summary>
internal sealed record FieldExpression(Expression Key, Expression Value, int Position) : Expression(Position)
{
    public override IEnumerable<Expression> Children => [Key, Value];
}
