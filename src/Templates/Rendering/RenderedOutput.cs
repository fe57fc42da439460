using System.Text;

namespace Actors.Templates.Rendering;

/// <summary>A rendered text while it is written.</summary>
internal sealed class RenderedOutput
{
    private readonly StringBuilder _text = new();
    private readonly List<RenderedPart> _parts = [];
    private int _line = 1;
    private int _column = 1;

    public int Length => _text.Length;

    public IReadOnlyList<RenderedPart> Parts => _parts;

    /// <summary>Writes a part of the template as it is.</summary>
    public void Verbatim(ReadOnlySpan<char> text, int line, int column) => Write(text, line, column, isVerbatim: true);

    /// <summary>Writes the value of an action.</summary>
    public void Value(string text, int line, int column) => Write(text, line, column, isVerbatim: false);

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private void Write(ReadOnlySpan<char> text, int line, int column, bool isVerbatim)
    {
        if (text.Length == 0)
        {
            return;
        }

        _parts.Add(new(_line, _column, line, column, isVerbatim));
        _text.Append(text);
        var breaks = text.Count('\n');
        _column = breaks == 0 ? _column + text.Length : text.Length - text.LastIndexOf('\n');
        _line += breaks;
    }
}
