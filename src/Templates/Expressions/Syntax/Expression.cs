namespace Actors.Templates.Expressions.Syntax;

/// <summary>A node of a parsed expression.</summary>
/// <param name="Position">Where it begins, in characters from 1 of the text that holds it.</param>
internal abstract record Expression(int Position)
{
    /// <summary>The nodes right below.</summary>
    public abstract IEnumerable<Expression> Children { get; }

    /// <summary>Levels of nodes, itself included; the parser keeps it within <see cref="ExpressionLimits.MaxHeight"/>, so that walks over it need no bound.</summary>
    public int Height { get; set; } = 1;
}
