namespace Actors.Templates.Expressions.Evaluation;

/// <summary>A number of JSON that is no whole number of 64 bits and no finite double: it passes through, and nothing can be computed with it.</summary>
/// <param name="Text">As it is written.</param>
internal sealed record BigNumber(string Text);
