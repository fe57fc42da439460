using Actors.Templates.Expressions.Syntax;

namespace Actors.Templates.Expressions;

/// <summary>A part of a <see cref="TextTemplate"/>.</summary>
/// <param name="Plain">Text that is no expression.</param>
/// <param name="Expression">The expression; null for plain text.</param>
/// <param name="Language">Its language.</param>
/// <param name="Position">Where the part begins, in characters from 1.</param>
internal sealed record TextPart(string Plain, Expression? Expression, ExpressionLanguage Language, int Position)
{
    public override string ToString()
    {
        if (Expression is null)
        {
            return Plain;
        }

        var printed = ExpressionPrinter.Print(Expression, Language);
        return Language == ExpressionLanguage.Cue ? $"$({printed})$" : $"#{{{printed}}}#";
    }
}
