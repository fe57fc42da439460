namespace Actors.Templates.Rendering;

/// <summary>A part of a rendered text.</summary>
/// <param name="Line">Line where it begins, from 1.</param>
/// <param name="Column">Column where it begins, from 1.</param>
/// <param name="OriginLine">Line of the template where it comes from.</param>
/// <param name="OriginColumn">Column of the template where it comes from.</param>
/// <param name="IsVerbatim">Whether it stands in the template as it is; else it is the value of the action there.</param>
internal readonly record struct RenderedPart(int Line, int Column, int OriginLine, int OriginColumn, bool IsVerbatim)
{
    public bool StartsAfter(int line, int column) => Line > line || (Line == line && Column > column);

    public (int Line, int Column) OriginOf(int line, int column) =>
        !IsVerbatim ? (OriginLine, OriginColumn)
        : line == Line ? (OriginLine, OriginColumn + Math.Max(0, column - Column))
        : (OriginLine + line - Line, column);
}
