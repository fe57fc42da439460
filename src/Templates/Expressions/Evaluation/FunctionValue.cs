using Actors.Templates.Expressions.BuiltIns;
using Actors.Templates.Expressions.Syntax;

namespace Actors.Templates.Expressions.Evaluation;

/// <summary>A function as a value: a lambda with the names that it sees, or a built-in.</summary>
internal sealed class FunctionValue
{
    public FunctionValue(LambdaExpression lambda, Locals? locals) => (Lambda, Locals) = (lambda, locals);

    public FunctionValue(BuiltIn builtIn) => BuiltIn = builtIn;

    /// <summary>The lambda; null for a built-in.</summary>
    public LambdaExpression? Lambda { get; }

    /// <summary>The names around the lambda.</summary>
    public Locals? Locals { get; }

    /// <summary>The built-in; null for a lambda.</summary>
    public BuiltIn? BuiltIn { get; }
}
