using System.Text.Json.Nodes;

namespace Actors.Templates.Expressions;

/// <summary>A text or whole number.</summary>
/// <param name="Value">The value.</param>
/// <param name="Position">Where it begins.</param>
public sealed record LiteralExpression(JsonValue Value, int Position) : Expression(Position)
{
    /// <inheritdoc/>
    public override JsonNode? Evaluate(JsonObject scope) => Value.DeepClone();
}
