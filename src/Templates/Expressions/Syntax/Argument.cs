namespace Actors.Templates.Expressions.Syntax;

/// <summary>An argument of a call.</summary>
/// <param name="Value">The value.</param>
/// <param name="Kind">How it is given.</param>
/// <param name="Name">The name of a named argument.</param>
internal sealed record Argument(Expression Value, ArgumentKind Kind = ArgumentKind.Plain, string? Name = null);
