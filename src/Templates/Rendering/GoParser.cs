using Actors.Templates.Reading;

namespace Actors.Templates.Rendering;

/// <summary>Reads an action.</summary>
internal sealed class GoParser
{
    private const int MaxLength = 2_000;
    private const string Supported = "Supported are {{ . }}, {{ .a.b }}, {{ $x := . }}, {{ $x.a }} and comments; write the text out, or render it before.";
    private static readonly HashSet<string> Keywords = ["if", "else", "end", "range", "with", "define", "template", "block", "break", "continue"];
    private static readonly HashSet<string> Constants = ["true", "false", "nil"];
    private readonly GoSource _source;
    private readonly string _text;
    private int _position;

    private GoParser(GoSource source) => (_source, _text) = (source, source.Text);

    /// <summary>Reads an action.</summary>
    /// <exception cref="SourceException">It is none of those that are supported.</exception>
    public static GoAction Parse(GoSource source, int line, int column) => new GoParser(source).Parse(line, column);

    private GoAction Parse(int line, int column)
    {
        if (_source.Lacks is { } lacks)
        {
            throw new SourceException($"{(lacks == "}}" ? "The action" : "The comment")} is not ended by '{lacks}'.", line, column);
        }

        if (_text.Length > MaxLength)
        {
            throw new SourceException($"The action is longer than {MaxLength} characters.", line, column);
        }

        Skip();
        if (_position == _text.Length)
        {
            throw new SourceException($"The action is empty. {Supported}", line, column);
        }

        string? declares = null;
        if (_text[_position] == '$')
        {
            var start = _position;
            var name = Variable();
            Skip();
            if (_text.AsSpan(_position).StartsWith(":="))
            {
                _position += 2;
                declares = name;
                Skip();
            }
            else
            {
                _position = start;
            }
        }

        var value = Value(declares);
        Skip();
        return _position == _text.Length ? value : throw Refuse(second: true);
    }

    private GoAction Value(string? declares)
    {
        var start = _position;
        var (line, column) = _source.PlaceOf(start);
        var variable = Peek() == '$' ? Variable() : null;
        var fields = new List<(string, int, int)>();
        if (variable is null && Peek() == '.' && !IsNameStart(_position + 1))
        {
            _position++;
            return Peek() is '.' or (>= '0' and <= '9') ? throw Refuse(_position - 1) : new(declares, null, [], ".", line, column);
        }

        while (Peek() == '.' && IsNameStart(_position + 1))
        {
            var (fieldLine, fieldColumn) = _source.PlaceOf(_position);
            _position++;
            var begin = _position;
            Name();
            fields.Add((_text[begin.._position], fieldLine, fieldColumn));
        }

        if (variable is null && fields.Count == 0)
        {
            throw Refuse();
        }

        return new(declares, variable, fields, $"'{_text[start.._position]}'", line, column);
    }

    private string Variable()
    {
        var start = _position++;
        Name();
        return _text[start.._position];
    }

    private void Name()
    {
        while (_position < _text.Length && (char.IsLetterOrDigit(_text[_position]) || _text[_position] == '_'))
        {
            _position++;
        }
    }

    private void Skip()
    {
        while (_position < _text.Length && _text[_position] is ' ' or '\t' or '\r' or '\n')
        {
            _position++;
        }
    }

    private char Peek() => _position < _text.Length ? _text[_position] : '\0';

    private bool IsNameStart(int position) => position < _text.Length && (char.IsLetter(_text[position]) || _text[position] == '_');

    private SourceException Refuse(bool second = false) => Refuse(_position, second);

    private SourceException Refuse(int position, bool second = false)
    {
        var (line, column) = _source.PlaceOf(position);
        var rest = _text.AsSpan(position);
        var end = position;
        while (end < _text.Length && (char.IsLetterOrDigit(_text[end]) || _text[end] == '_'))
        {
            end++;
        }

        var word = _text[position..Math.Min(end, position + 40)];
        var what = rest switch
        {
            [] => "An action without a value",
            ['|', ..] => "The pipe '|'",
            ['(', ..] or [')', ..] => "The parenthesis",
            ['"', ..] or ['`', ..] => "A text in quotes",
            ['\'', ..] => "A character in quotes",
            ['=', ..] => "The assignment '='",
            [',', ..] => "The comma ','",
            ['/', '*', ..] => "A comment that does not begin right behind '{{' or '{{- ' and end right before '}}' or ' -}}'",
            [>= '0' and <= '9', ..] or ['-' or '+' or '.', >= '0' and <= '9', ..] => "A number",
            ['.', ..] or ['$', ..] when second => "A second value",
            ['-', ..] => "A name with '-'",
            _ when Keywords.Contains(word) => $"The keyword '{word}'",
            _ when Constants.Contains(word) => $"The constant '{word}'",
            _ when word.Length > 0 => $"The function '{word}'",
            _ => $"'{rest[0]}'",
        };
        return new($"{what} of the template language is not supported. {Supported}", line, column);
    }
}
