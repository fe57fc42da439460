namespace Actors.Templates.Expressions;

/// <summary>An expression cannot be read or evaluated.</summary>
public sealed class ExpressionException : Exception
{
    /// <summary>An error at a place of a text that is not at hand.</summary>
    /// <param name="message">What is wrong; never contains a value.</param>
    /// <param name="position">Where, in characters from 1 of the text that holds the expression.</param>
    public ExpressionException(string message, int position)
        : base(message) => Position = position;

    private ExpressionException(ExpressionException error, string text)
        : base($"{error.Message} ({LineOf(text, error.Position)}:{ColumnOf(text, error.Position)})", error)
    {
        Position = error.Position;
        Line = LineOf(text, error.Position);
        Column = ColumnOf(text, error.Position);
        IsMissingName = error.IsMissingName;
    }

    /// <summary>Where, in characters from 1 of the text that holds the expression.</summary>
    public int Position { get; }

    /// <summary>The line of that place within the text, from 1; 0 while the text is not at hand.</summary>
    public int Line { get; }

    /// <summary>The column of that place, in characters from 1.</summary>
    public int Column { get; }

    /// <summary>Whether a name or entry did not exist while evaluating, rather than the text being wrong.</summary>
    public bool IsMissingName { get; init; }

    internal ExpressionException In(string text) => Line > 0 ? this : new(this, text);

    private static int LineOf(string text, int position) => 1 + text.AsSpan(0, Math.Clamp(position - 1, 0, text.Length)).Count('\n');

    private static int ColumnOf(string text, int position)
    {
        var before = text.AsSpan(0, Math.Clamp(position - 1, 0, text.Length));
        return before.Length - before.LastIndexOf('\n');
    }
}
