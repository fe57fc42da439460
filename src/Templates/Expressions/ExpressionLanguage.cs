namespace Actors.Templates.Expressions;

/// <summary>The languages of expressions.</summary>
public enum ExpressionLanguage
{
    /// <summary>CUE, written <c>$( … )$</c>.</summary>
    Cue,

    /// <summary>Starlark, written <c>#{ … }#</c>.</summary>
    Starlark,
}
