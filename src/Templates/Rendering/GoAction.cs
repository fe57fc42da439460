namespace Actors.Templates.Rendering;

/// <summary>An action: a value, which is printed or given a name.</summary>
/// <param name="Declares">Variable that gets the value, with its <c>$</c>; null when the value is printed.</param>
/// <param name="Variable">Variable that the fields are of, with its <c>$</c>; null for the dot.</param>
/// <param name="Fields">The fields, from the outside in, each with its place.</param>
/// <param name="Text">The value as it is written.</param>
/// <param name="Line">Line of the value.</param>
/// <param name="Column">Column of the value.</param>
internal sealed record GoAction(string? Declares, string? Variable, IReadOnlyList<(string Name, int Line, int Column)> Fields, string Text, int Line, int Column);
