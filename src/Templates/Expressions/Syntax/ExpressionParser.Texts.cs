using Actors.Templates.Expressions.Evaluation;

namespace Actors.Templates.Expressions.Syntax;

/// <content>Quoted texts.</content>
internal abstract partial class ExpressionParser
{
    /// <summary>Reads a text, with its interpolations.</summary>
    protected Expression ParseQuoted()
    {
        var opening = Current;
        var reader = new QuotedReader(Text, QuotedForm.Of(opening, _lexer.Language), opening);
        reader.ReadOpening();
        var parts = new List<Expression>();
        while (true)
        {
            var begin = reader.Offset;
            var (piece, isClosed) = reader.ReadPiece();
            if (!TextUnits.IsValid(piece))
            {
                throw new ExpressionException("The text is no valid Unicode.", begin + 1);
            }

            if (piece.Length > 0 || (isClosed && parts.Count == 0))
            {
                AddPart(parts, new LiteralExpression(piece, begin + 1));
            }

            if (isClosed)
            {
                Current = _lexer.Read(reader.Offset);
                return parts is [LiteralExpression { Value: string } only] ? only with { Position = opening.Position } : Node(new InterpolationExpression(parts, opening.Position));
            }

            Current = _lexer.Read(reader.Offset);
            AddPart(parts, Nested(ParseAny, endsAtNewline: false));
            if (!Current.Is(")"))
            {
                throw Expected(")");
            }

            reader.Offset = Current.End;
        }
    }

    // Texts side by side are one, however they are written.
    private static void AddPart(List<Expression> parts, Expression part)
    {
        if (part is InterpolationExpression inner)
        {
            foreach (var each in inner.Parts)
            {
                AddPart(parts, each);
            }
        }
        else if (part is LiteralExpression { Value: string text } && parts.Count > 0 && parts[^1] is LiteralExpression { Value: string before } last)
        {
            parts[^1] = last with { Value = before + text };
        }
        else
        {
            parts.Add(part);
        }
    }

    /// <summary>A text without interpolations, as names and keys are.</summary>
    protected string ParsePlainQuoted(string what)
    {
        var position = Current.Position;
        return ParseQuoted() is LiteralExpression { Value: string text } ? text : throw new ExpressionException($"{what} cannot have an expression in it.", position);
    }
}
