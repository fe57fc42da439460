using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Templates.Reading;

namespace Actors.Templates.Expressions;

/// <summary>A path of names and indexes such as <c>resource["vpc"].output.subnets.value[0]</c>.</summary>
/// <param name="Steps">Names and list indexes (of CLR type string and int) with the place of each; the first is a name.</param>
/// <param name="Position">Where it begins.</param>
public sealed record ReferenceExpression(IReadOnlyList<ReferenceStep> Steps, int Position) : Expression(Position)
{
    /// <inheritdoc/>
    public override IEnumerable<ReferenceExpression> References() => [this];

    /// <summary>The name at a step.</summary>
    /// <param name="index">Which step, from 0.</param>
    /// <returns>The name; null when the path is shorter or has a list index there.</returns>
    public string? NameAt(int index) => index < Steps.Count ? Steps[index].Name : null;

    /// <inheritdoc/>
    public override JsonNode? Evaluate(JsonObject scope)
    {
        JsonNode? current = scope;
        for (var i = 0; i < Steps.Count; i++)
        {
            current = Step(current, Steps[i], i);
        }

        return current?.DeepClone();
    }

    /// <summary>The path as it is written.</summary>
    /// <returns>Names and indexes.</returns>
    public override string ToString() => PathTo(Steps.Count);

    private JsonNode? Step(JsonNode? current, ReferenceStep step, int index)
    {
        if (current is JsonObject mapping && step.Name is { } name)
        {
            return mapping.TryGetPropertyValue(name, out var value)
                ? value
                : throw Missing($"{Where(index)} has no '{name}'.{Hint(name, mapping)}", step);
        }

        if (current is JsonArray list && step.Index is { } position)
        {
            return position < list.Count
                ? list[position]
                : throw Missing($"{Where(index)} has {list.Count} entries, so there is no index {position}.", step);
        }

        var kind = current?.GetValueKind() switch
        {
            JsonValueKind.Object => "an object, which is indexed by names",
            JsonValueKind.Array => "a list, which is indexed by whole numbers",
            null => "null, which has nothing in it",
            _ => "a single value, which has nothing in it",
        };
        throw Missing($"{Where(index)} is {kind}.", step);
    }

    private static ExpressionException Missing(string message, ReferenceStep step) => new(message, step.Position) { IsMissingName = true };

    private static string Hint(string name, JsonObject mapping)
    {
        var hint = Nearest.Hint(name, mapping.Select(entry => entry.Key));
        return hint.Length > 0 || mapping.Count == 0 ? hint : $" There are: {string.Join(", ", mapping.Select(entry => entry.Key).Take(10))}.";
    }

    private string Where(int index) => index == 0 ? "An expression" : $"'{PathTo(index)}'";

    private string PathTo(int count) => string.Concat(Steps.Take(count).Select((step, i) => i == 0 ? step.Name : step.ToString()));
}
