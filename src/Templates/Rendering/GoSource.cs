namespace Actors.Templates.Rendering;

/// <summary>What stands between the braces of an action, with the place of its first character.</summary>
/// <param name="Text">The text.</param>
/// <param name="Line">Line of its first character, from 1.</param>
/// <param name="Column">Column of its first character, from 1.</param>
/// <param name="Lacks">What should end it and is not there; null when it ends as it should.</param>
internal sealed record GoSource(string Text, int Line, int Column, string? Lacks = null)
{
    /// <summary>The place of a character.</summary>
    public (int Line, int Column) PlaceOf(int position)
    {
        var before = Text.AsSpan(0, position);
        var breaks = before.Count('\n');
        return breaks == 0 ? (Line, Column + position) : (Line + breaks, position - before.LastIndexOf('\n'));
    }
}
