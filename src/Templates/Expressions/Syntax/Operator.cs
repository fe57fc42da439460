namespace Actors.Templates.Expressions.Syntax;

/// <summary>Operators of both languages; what each does to values is said by the language's rules.</summary>
internal enum Operator
{
    /// <summary>Either.</summary>
    Or,

    /// <summary>Both.</summary>
    And,

    /// <summary>Not.</summary>
    Not,

    /// <summary>Equal.</summary>
    Equal,

    /// <summary>Not equal.</summary>
    NotEqual,

    /// <summary>Less.</summary>
    Less,

    /// <summary>Less or equal.</summary>
    LessOrEqual,

    /// <summary>Greater.</summary>
    Greater,

    /// <summary>Greater or equal.</summary>
    GreaterOrEqual,

    /// <summary>In a list, object or text (Starlark).</summary>
    In,

    /// <summary>Not in (Starlark).</summary>
    NotIn,

    /// <summary>Matches a regular expression (CUE).</summary>
    Match,

    /// <summary>Matches no regular expression (CUE).</summary>
    NotMatch,

    /// <summary>Plus, also before a number.</summary>
    Add,

    /// <summary>Minus, also before a number.</summary>
    Subtract,

    /// <summary>Times.</summary>
    Multiply,

    /// <summary>Division that gives a fraction.</summary>
    Divide,

    /// <summary>Division that rounds down (Starlark's <c>//</c>).</summary>
    FloorDivide,

    /// <summary>Remainder of it, or formatting of texts (Starlark's <c>%</c>).</summary>
    Modulo,

    /// <summary>Euclidean division (CUE).</summary>
    Div,

    /// <summary>Remainder of it (CUE).</summary>
    Mod,

    /// <summary>Division that cuts off (CUE).</summary>
    Quo,

    /// <summary>Remainder of it (CUE).</summary>
    Rem,

    /// <summary>Bits, or the union of objects (Starlark's <c>|</c>).</summary>
    BitOr,

    /// <summary>Bits (Starlark).</summary>
    BitXor,

    /// <summary>Bits (Starlark).</summary>
    BitAnd,

    /// <summary>All bits turned (Starlark).</summary>
    BitNot,

    /// <summary>Bits to the left (Starlark).</summary>
    ShiftLeft,

    /// <summary>Bits to the right (Starlark).</summary>
    ShiftRight,

    /// <summary>Both values at once (CUE's <c>&amp;</c>).</summary>
    Unify,
}
