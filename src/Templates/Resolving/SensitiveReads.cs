using System.Text.Json.Nodes;
using Actors.Templates.Expressions;

namespace Actors.Templates.Resolving;

/// <summary>Outputs that are marked sensitive, and whether an expression reads one; what it makes of it is a secret then too.</summary>
internal static class SensitiveReads
{
    public static bool Any(TextTemplate template, JsonObject scope) => template.References(scope).Any(reference => IsSensitive(Steps(reference), scope));

    /// <summary>The outputs that are marked.</summary>
    /// <param name="view">Outputs by resource.</param>
    public static IEnumerable<JsonObject> Outputs(JsonObject view) =>
        view.Select(resource => resource.Value).OfType<JsonObject>().SelectMany(resource => resource).Select(entry => entry.Value).Where(IsMarked).Cast<JsonObject>();

    // The values of #environment are those of resource, without their marks.
    private static IEnumerable<ReferenceStep> Steps(Reference reference) => reference.NameAt(0) == "#environment"
        ? [reference.Steps[0] with { Name = "resource" }, .. reference.Steps.Skip(1).Take(1), reference.Steps[0] with { Name = "output" }, .. reference.Steps.Skip(2)]
        : reference.Steps;

    private static bool IsSensitive(IEnumerable<ReferenceStep> steps, JsonNode? node)
    {
        foreach (var step in steps)
        {
            var next = (node, step) switch
            {
                (JsonObject map, { Name: { } name }) => map[name],
                (JsonArray list, { Index: >= 0 and { } index }) when index < list.Count => list[(int)index],
                _ => null,
            };
            if (next is null)
            {
                break;
            }

            node = next;
            if (IsMarked(node))
            {
                return true;
            }
        }

        return HasMark(node);
    }

    private static bool HasMark(JsonNode? node) => node switch
    {
        JsonObject map => IsMarked(map) || map.Any(entry => HasMark(entry.Value)),
        JsonArray list => list.Any(HasMark),
        _ => false,
    };

    private static bool IsMarked(JsonNode? node) => node is JsonObject entry && entry["sensitive"] is JsonValue mark && mark.TryGetValue<bool>(out var sensitive) && sensitive;
}
