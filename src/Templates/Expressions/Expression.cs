using System.Text.Json.Nodes;

namespace Actors.Templates.Expressions;

/// <summary>A parsed expression.</summary>
/// <param name="Position">Where it begins, in characters from 1 of the text that holds it.</param>
public abstract record Expression(int Position)
{
    /// <summary>The references in it, itself included.</summary>
    /// <returns>References from left to right.</returns>
    public virtual IEnumerable<ReferenceExpression> References() => [];

    /// <summary>Evaluates it.</summary>
    /// <param name="scope">The names that it may use.</param>
    /// <returns>A value of its own, null for JSON null.</returns>
    /// <exception cref="ExpressionException">A name does not exist, or the value has not the shape that is needed.</exception>
    public abstract JsonNode? Evaluate(JsonObject scope);
}
