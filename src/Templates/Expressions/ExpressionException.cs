namespace Actors.Templates.Expressions;

/// <summary>An expression cannot be read or evaluated.</summary>
/// <param name="message">What is wrong; never contains a value.</param>
/// <param name="position">Where, in characters from 1 of the text that holds the expression.</param>
public sealed class ExpressionException(string message, int position) : Exception($"{message} (character {position})")
{
    /// <summary>Where, in characters from 1 of the text that holds the expression.</summary>
    public int Position { get; } = position;

    /// <summary>Whether a name did not exist while evaluating, rather than the text being wrong.</summary>
    public bool IsMissingName { get; init; }
}
