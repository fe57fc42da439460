using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Templates.Kinds;

namespace Actors.Templates.Planning;

/// <summary>Outputs of static resources: each variable as <c>{value}</c>, sensitive ones marked.</summary>
internal static class StaticValues
{
    public static JsonObject Of(PlannedResource resource, FindingList findings)
    {
        var outputs = new JsonObject();
        foreach (var definition in Definition.Of(resource.Document, "spec.variables", resource.Document.SpecAs<ResourceSpec>().Variables))
        {
            var output = new JsonObject { ["value"] = Value(definition, findings) };
            if (definition.Sensitive)
            {
                output["sensitive"] = true;
            }

            outputs[definition.Name] = output;
        }

        return outputs;
    }

    private static JsonNode? Value(Definition definition, FindingList findings)
    {
        switch (definition.Type?.Trim().ToUpperInvariant() ?? "")
        {
            case "" or "TEXT" or "HCL":
                return definition.Value;
            case "JSON":
                try
                {
                    return definition.Value is null ? null : JsonNode.Parse(definition.Value);
                }
                catch (JsonException)
                {
                    findings.Error(definition.Document, definition.ValuePath, $"The value of '{definition.Name}' is no valid JSON.");
                    return null;
                }

            case "EXPRESSION":
                findings.Error(definition.Document, definition.ValuePath, "Expressions in static resources are not supported yet.");
                return null;
            default:
                findings.Error(
                    definition.Document, $"{definition.Path}.valueType", $"The value type '{definition.Type}' is not known; known are text, expression, json and hcl.");
                return null;
        }
    }
}
