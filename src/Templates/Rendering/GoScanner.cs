using Actors.Templates.Reading;

namespace Actors.Templates.Rendering;

/// <summary>Parts a template into text and actions, and drops comments and what the marks trim.</summary>
internal sealed class GoScanner(string template)
{
    private const string Open = "{{";
    private const string Close = "}}";
    private const string Space = " \t\r\n";
    private int _position;
    private int _counted;
    private int _line = 1;
    private int _column = 1;

    /// <summary>The parts, one after the other. An action that does not end is a part with an error in it.</summary>
    public IEnumerable<GoPiece> Pieces()
    {
        var trimNext = false;
        while (true)
        {
            var open = template.IndexOf(Open, _position, StringComparison.Ordinal);
            var end = open < 0 ? template.Length : open;
            var trimsLeft = open >= 0 && IsTrimMark(open + Open.Length, dashAt: 0);
            yield return Text(_position, end, trimNext, trimsLeft);
            if (open < 0)
            {
                yield break;
            }

            var (line, column) = PlaceOf(open);
            var start = open + Open.Length + (trimsLeft ? 2 : 0);
            var isComment = string.CompareOrdinal(template, start, "/*", 0, 2) == 0;
            var (inside, after, trims) = isComment ? Comment(start) : Action(start);
            trimNext = trims;
            _position = after;
            if (inside is not null)
            {
                yield return new(open, after - open, line, column, inside);
            }
        }
    }

    private GoPiece Text(int start, int end, bool trimsStart, bool trimsEnd)
    {
        while (trimsStart && start < end && Space.Contains(template[start], StringComparison.Ordinal))
        {
            start++;
        }

        while (trimsEnd && end > start && Space.Contains(template[end - 1], StringComparison.Ordinal))
        {
            end--;
        }

        var (line, column) = PlaceOf(start);
        return new(start, end - start, line, column, null);
    }

    // A comment without its end, or with something behind it, is given on as an action, whose parser says what is wrong.
    private (GoSource? Inside, int After, bool Trims) Comment(int start)
    {
        var end = template.IndexOf("*/", start + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            return (Source(start, template.Length, "*/"), template.Length, false);
        }

        end += 2;
        var trims = IsTrimMark(end, dashAt: 1);
        var close = trims ? end + 2 : end;
        if (string.CompareOrdinal(template, close, Close, 0, Close.Length) == 0)
        {
            return (null, close + Close.Length, trims);
        }

        close = template.IndexOf(Close, end, StringComparison.Ordinal);
        var after = close < 0 ? template.Length : close + Close.Length;
        return (Source(start, close < 0 ? template.Length : close, close < 0 ? Close : null), after, false);
    }

    // The braces that end an action may stand in its texts.
    private (GoSource Inside, int After, bool Trims) Action(int start)
    {
        var quote = '\0';
        for (var i = start; i < template.Length; i++)
        {
            var c = template[i];
            if (quote != '\0')
            {
                i += c == '\\' && quote != '`' ? 1 : 0;
                quote = c == quote || (c == '\n' && quote != '`') ? '\0' : quote;
            }
            else if (c is '"' or '`' or '\'')
            {
                quote = c;
            }
            else if (string.CompareOrdinal(template, i, Close, 0, Close.Length) == 0)
            {
                var trims = i - 2 >= start - 1 && template[i - 1] == '-' && Space.Contains(template[i - 2], StringComparison.Ordinal);
                return (Source(start, trims ? Math.Max(start, i - 2) : i), i + Close.Length, trims);
            }
        }

        // Something without an end: the next braces are the likely one.
        var close = template.IndexOf(Close, start, StringComparison.Ordinal);
        return (Source(start, close < 0 ? template.Length : close, close < 0 ? Close : null), close < 0 ? template.Length : close + Close.Length, false);
    }

    private GoSource Source(int start, int end, string? lacks = null)
    {
        var (line, column) = PlaceOf(start);
        return new(template[start..end], line, column, lacks);
    }

    // "- " behind the opening braces, " -" before the closing ones.
    private bool IsTrimMark(int position, int dashAt) =>
        position + 1 < template.Length && template[position + dashAt] == '-' && Space.Contains(template[position + 1 - dashAt], StringComparison.Ordinal);

    private (int Line, int Column) PlaceOf(int position)
    {
        for (; _counted < position; _counted++)
        {
            (_line, _column) = template[_counted] == '\n' ? (_line + 1, 1) : (_line, _column + 1);
        }

        return (_line, _column);
    }
}
