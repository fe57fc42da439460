namespace Actors.Templates.Expressions.Syntax;

/// <summary>A token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As it is written.</param>
/// <param name="Offset">Where it begins, from 0.</param>
/// <param name="AfterNewline">Whether a line ends before it.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Offset, bool AfterNewline)
{
    public int End => Offset + Text.Length;

    /// <summary>Place for errors, from 1.</summary>
    public int Position => Offset + 1;

    public bool Is(string mark) => Kind == TokenKind.Mark && Text == mark;

    public bool IsWord(string word) => Kind == TokenKind.Name && Text == word;

    public override string ToString() => Kind == TokenKind.End ? "the end" : $"'{Text}'";
}
