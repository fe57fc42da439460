namespace Actors.Templates.Expressions;

/// <summary>Bounds of expressions; what goes beyond is an error and never an unbounded wait.</summary>
public static class ExpressionLimits
{
    /// <summary>Longest text with expressions that is parsed, in characters.</summary>
    public const int MaxLength = 256 * 1024;

    /// <summary>Deepest nesting of brackets, texts and operators before values in the source.</summary>
    public const int MaxNesting = 64;

    /// <summary>Deepest tree of a parsed expression: also long chains such as <c>a + b + c</c> count a level for each operator.</summary>
    public const int MaxHeight = 200;

    /// <summary>Most steps of evaluating one text: a node, an entry or some characters each.</summary>
    public const int MaxSteps = 1_000_000;

    /// <summary>Most steps of the texts that share an <see cref="ExpressionBudget"/>: all expressions of a plan, or of an activity.</summary>
    public const int MaxStepsTogether = 15_000_000;

    /// <summary>Largest value, in characters; each entry of a list or object and each number counts 16.</summary>
    public const int MaxSize = 1024 * 1024;

    /// <summary>Deepest nesting of a value.</summary>
    public const int MaxValueDepth = 60;

    /// <summary>Deepest nesting of evaluation, calls of lambdas included.</summary>
    public const int MaxEvaluationDepth = 300;
}
