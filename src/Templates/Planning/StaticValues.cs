using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Templates.Expressions;
using Actors.Templates.Kinds;

namespace Actors.Templates.Planning;

/// <summary>Outputs of static resources: each variable as <c>{value}</c>, sensitive ones marked.</summary>
internal static class StaticValues
{
    /// <param name="resource">The resource.</param>
    /// <param name="roots">What expressions may read: what is known before a run.</param>
    /// <param name="missingIsNull">Whether what does not exist is null rather than an error.</param>
    /// <param name="findings">Gets what is wrong.</param>
    /// <param name="budget">Steps of all static values together.</param>
    public static JsonObject Of(PlannedResource resource, JsonObject roots, bool missingIsNull, FindingList findings, ExpressionBudget budget)
    {
        var outputs = new JsonObject();
        foreach (var definition in Definition.Of(resource.Document, "spec.variables", resource.Document.SpecAs<ResourceSpec>().Variables))
        {
            var output = new JsonObject { ["value"] = Value(definition, roots, missingIsNull, findings, budget) };
            if (definition.Sensitive)
            {
                output["sensitive"] = true;
            }

            outputs[definition.Name] = output;
        }

        return outputs;
    }

    /// <summary>Whether any value may be another one with another payload.</summary>
    public static bool ReadsPayload(PlannedResource resource)
    {
        try
        {
            return ExpressionRules.References(resource.Document, new()).Any(reference => reference.NameAt(0) == "trigger");
        }
        catch (ExpressionException)
        {
            // One is wrong, which is told elsewhere.
            return true;
        }
    }

    /// <summary>What is said of an expression of a static resource.</summary>
    public static string Problem(string name, ExpressionException e) =>
        $"{ExpressionRules.Problem(name, e)}{(e.IsMissingName ? " A static resource may read environment and trigger." : "")}";

    private static JsonNode? Value(Definition definition, JsonObject roots, bool missingIsNull, FindingList findings, ExpressionBudget budget)
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
                return Evaluated(definition, roots, missingIsNull, findings, budget);
            default:
                findings.Error(definition.Document, $"{definition.Path}.valueType", VariableRules.UnknownType(definition.Type!));
                return null;
        }
    }

    private static JsonNode? Evaluated(Definition definition, JsonObject roots, bool missingIsNull, FindingList findings, ExpressionBudget budget)
    {
        try
        {
            return TextTemplate.Parse(definition.Value ?? "").Evaluate(roots, budget);
        }
        catch (ExpressionException e) when (e.IsMissingName && missingIsNull)
        {
            return null;
        }
        catch (ExpressionException e)
        {
            findings.Error(
                definition.Document,
                definition.ValuePath,
                Problem(definition.Name, e));
            return null;
        }
    }
}
