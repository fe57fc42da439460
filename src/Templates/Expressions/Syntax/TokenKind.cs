namespace Actors.Templates.Expressions.Syntax;

/// <summary>Kinds of tokens.</summary>
internal enum TokenKind
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>A name or a word of the language.</summary>
    Name,

    /// <summary>A number.</summary>
    Number,

    /// <summary>The opening quote of a text; its inside is read by <see cref="QuotedReader"/>.</summary>
    Quote,

    /// <summary>An operator or a bracket.</summary>
    Mark,
}
