using System.Text;
using System.Text.Json.Nodes;

namespace Actors.Templates.Expressions;

/// <summary>A CUE text with expressions in it: <c>"a-\(environment.name)"</c>.</summary>
/// <param name="Parts">Texts and expressions in order.</param>
/// <param name="Position">Where it begins.</param>
public sealed record InterpolationExpression(IReadOnlyList<Expression> Parts, int Position) : Expression(Position)
{
    /// <inheritdoc/>
    public override IEnumerable<ReferenceExpression> References() => Parts.SelectMany(part => part.References());

    /// <inheritdoc/>
    public override JsonNode? Evaluate(JsonObject scope)
    {
        var text = new StringBuilder();
        foreach (var part in Parts)
        {
            text.Append(ValueText.Of(part.Evaluate(scope), part.Position));
            ValueText.CheckLength(text.Length, part.Position);
        }

        return text.ToString();
    }
}
