namespace Actors.Templates.Expressions.Syntax;

/// <summary>One alternative of a <see cref="DisjunctionExpression"/>.</summary>
/// <param name="Value">The value.</param>
/// <param name="IsDefault">Whether it is marked with <c>*</c>.</param>
internal sealed record Alternative(Expression Value, bool IsDefault);
