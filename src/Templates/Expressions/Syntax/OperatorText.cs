namespace Actors.Templates.Expressions.Syntax;

/// <summary>Operators between values as they are written.</summary>
internal static class OperatorText
{
    public static string Of(Operator which, ExpressionLanguage language) => which switch
    {
        Operator.Or => language == ExpressionLanguage.Cue ? "||" : "or",
        Operator.And => language == ExpressionLanguage.Cue ? "&&" : "and",
        Operator.Equal => "==",
        Operator.NotEqual => "!=",
        Operator.Less => "<",
        Operator.LessOrEqual => "<=",
        Operator.Greater => ">",
        Operator.GreaterOrEqual => ">=",
        Operator.In => "in",
        Operator.NotIn => "not in",
        Operator.Match => "=~",
        Operator.NotMatch => "!~",
        Operator.Add => "+",
        Operator.Subtract => "-",
        Operator.Multiply => "*",
        Operator.Divide => "/",
        Operator.FloorDivide => "//",
        Operator.Modulo => "%",
        Operator.Div => "div",
        Operator.Mod => "mod",
        Operator.Quo => "quo",
        Operator.Rem => "rem",
        Operator.BitOr => "|",
        Operator.BitXor => "^",
        Operator.BitAnd or Operator.Unify => "&",
        Operator.ShiftLeft => "<<",
        Operator.ShiftRight => ">>",
        _ => throw new ArgumentOutOfRangeException(nameof(which), which, "This operator stands before a value."),
    };
}
