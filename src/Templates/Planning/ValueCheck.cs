using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Templates.Schemas;

namespace Actors.Templates.Planning;

/// <summary>Whether a value that won is what its type and its schemas say. The messages never hold a sensitive value.</summary>
internal sealed class ValueCheck(FindingList findings)
{
    /// <summary>The type by its name in any letter case; null when there is none of that name.</summary>
    public static ValueType? TypeOf(string? name) =>
        string.IsNullOrWhiteSpace(name) ? ValueType.Text
        : Enum.TryParse<ValueType>(name.Trim(), ignoreCase: true, out var type) && Enum.IsDefined(type) && !char.IsAsciiDigit(name.Trim()[0]) ? type
        : null;

    /// <summary>Reads JSON.</summary>
    public static bool TryParse(string text, out JsonNode? value)
    {
        try
        {
            value = JsonNode.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            value = null;
            return false;
        }
    }

    /// <summary>Checks the value of a variable or an environment variable.</summary>
    /// <returns>Its type; null when something is wrong, which is a finding then.</returns>
    public ValueType? Check(MergedInput input)
    {
        if (input.Winner is not { Value: { } value } winner)
        {
            return null;
        }

        if (TypeOf(input.Type) is not { } type)
        {
            var where = input.Definitions.LastOrDefault(each => each.Type?.Trim() == input.Type) ?? winner;
            findings.Error(where.Document, $"{where.Path}.valueType", VariableRules.UnknownType(input.Type));
            return null;
        }

        if (Problem(winner.Name, type, value) is { } problem)
        {
            findings.Error(winner.Document, winner.ValuePath, problem);
            return null;
        }

        return CheckChoices(input, type, winner) & CheckSchemas(input, type, winner) ? type : null;
    }

    /// <summary>What is wrong with a value of a type; null when nothing is.</summary>
    public static string? Problem(string name, ValueType type, string value) => type switch
    {
        ValueType.Json when !TryParse(value, out _) => $"The value of '{name}' is no valid JSON, though its value type is json.",
        ValueType.Hcl when HclText.Problem(value) is { } problem => $"The value of '{name}' is no valid HCL, though its value type is hcl: {problem}.",
        _ => null,
    };

    // With restricted values the restriction has looked at it already.
    private bool CheckChoices(MergedInput input, ValueType type, Definition winner)
    {
        var rule = input.Definitions.TakeWhile(each => !ReferenceEquals(each, winner)).FirstOrDefault(each => each.MultiSelect);
        if (rule is null || type == ValueType.Expression || string.IsNullOrWhiteSpace(winner.Value) || OverrideCheck.Items(winner.Value) is not null)
        {
            return true;
        }

        findings.Error(winner.Document, winner.ValuePath, $"'{winner.Name}' must be a JSON array, as {rule.Origin} demands by multiSelect.");
        return false;
    }

    private bool CheckSchemas(MergedInput input, ValueType type, Definition winner)
    {
        var isFine = true;
        foreach (var rule in input.Definitions)
        {
            if (ValueSchema.Of(rule.Options?.Schema) is { } schema && Against(schema, type, winner.Value!, input.Sensitive) is { } problem)
            {
                findings.Error(winner.Document, winner.ValuePath, $"'{winner.Name}' does not fit the schema of {rule.Origin}: {problem}.");
                isFine = false;
            }
        }

        return isFine;
    }

    // What an expression gives is known only in the run; HCL that is no JSON cannot be compared with a schema of JSON.
    private static string? Against(ValueSchema schema, ValueType type, string value, bool isSecret)
    {
        var isJson = TryParse(value, out var parsed);
        return type switch
        {
            ValueType.Json => schema.Check(parsed, isSecret),
            ValueType.Hcl when isJson => schema.Check(parsed, isSecret),

            // A number or a switch may be written as text, as forms do.
            ValueType.Text when isJson && parsed is JsonValue && schema.Check(parsed, isSecret) is null => null,
            ValueType.Text => schema.Check(value, isSecret),
            _ => null,
        };
    }
}
