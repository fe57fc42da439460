namespace Actors.Templates.Rendering;

/// <summary>A part of a template: text that stands for itself, or an action.</summary>
/// <param name="Start">Where its text begins, trimmed.</param>
/// <param name="Length">Length of its text.</param>
/// <param name="Line">Line of its beginning, from 1; of an action, that of its braces.</param>
/// <param name="Column">Column of its beginning, from 1.</param>
/// <param name="Action">What stands between the braces; null for text.</param>
internal readonly record struct GoPiece(int Start, int Length, int Line, int Column, GoSource? Action);
