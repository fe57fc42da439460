using System.Text.Json.Nodes;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Merges levels of precedence into the inputs of a job and holds to the rules of overriding.</summary>
internal sealed class InputMerger(FindingList findings)
{
    /// <summary>Merges levels.</summary>
    /// <param name="levels">From the lowest precedence to the highest.</param>
    public JobInputs Merge(IReadOnlyList<InputLevel> levels)
    {
        var variables = new Dictionary<string, List<Definition>>(StringComparer.Ordinal);
        var envs = new Dictionary<string, List<Definition>>(StringComparer.Ordinal);
        var files = new Dictionary<string, List<Definition>>(StringComparer.Ordinal);
        foreach (var level in levels)
        {
            Add(variables, level.Variables, level.Declares);
            Add(envs, level.Envs, declares: true);
            Add(files, level.Files, declares: true);
        }

        return new()
        {
            Variables = [.. variables.Values.Select(Value).OfType<PlannedValue>()],
            Envs = [.. envs.Values.Select(Value).OfType<PlannedValue>()],
            Files = [.. files.Values.Select(File).OfType<PlannedFile>()],
        };
    }

    private static void Add(Dictionary<string, List<Definition>> merged, IReadOnlyList<Definition> level, bool declares)
    {
        foreach (var definition in level.Where(definition => definition.Name.Length > 0))
        {
            if (merged.TryGetValue(definition.Name, out var definitions))
            {
                definitions.Add(definition);
            }
            else if (declares)
            {
                merged[definition.Name] = [definition];
            }
        }
    }

    private PlannedValue? Value(List<Definition> definitions)
    {
        if (Winner(definitions) is not { } winner)
        {
            return null;
        }

        var typeName = definitions.Take(definitions.IndexOf(winner) + 1).LastOrDefault(each => !string.IsNullOrWhiteSpace(each.Type))?.Type ?? "text";
        if (!Enum.TryParse<ValueType>(typeName.Trim(), ignoreCase: true, out var type) || !Enum.IsDefined(type))
        {
            findings.Error(winner.Document, $"{winner.Path}.valueType", $"The value type '{typeName}' is not known; known are text, expression, json and hcl.");
            return null;
        }

        if (type == ValueType.Json && !IsJson(winner.Value!))
        {
            findings.Error(winner.Document, winner.ValuePath, $"The value of '{winner.Name}' is no valid JSON, though its value type is json.");
            return null;
        }

        return new()
        {
            Name = winner.Name,
            Type = type,
            Value = winner.Value,
            Sensitive = definitions.Any(each => each.Sensitive),
            Origin = $"{winner.Document.Subject} {winner.ValuePath}",
        };
    }

    private PlannedFile? File(List<Definition> definitions)
    {
        if (Winner(definitions) is not { } winner)
        {
            return null;
        }

        var path = winner.MountPath!.Replace('\\', '/');
        if (path.Contains('\0') || path.EndsWith('/') || path.Split('/').Contains(".."))
        {
            findings.Error(winner.Document, $"{winner.Path}.mountPath", "The path must name a file and must not contain '..'.");
            return null;
        }

        var content = new byte[winner.Value!.Length];
        if (!Convert.TryFromBase64String(winner.Value, content, out var length))
        {
            findings.Error(winner.Document, winner.ValuePath, $"The content of '{winner.Name}' is no valid base64.");
            return null;
        }

        return new()
        {
            Name = winner.Name,
            Path = path,
            Content = content[..length],
            Sensitive = definitions.Any(each => each.Sensitive),
            Origin = $"{winner.Document.Subject} {winner.ValuePath}",
        };
    }

    private Definition? Winner(List<Definition> definitions)
    {
        Definition? winner = null;
        for (var i = 0; i < definitions.Count; i++)
        {
            if (definitions[i].Value is null)
            {
                continue;
            }

            foreach (var lower in definitions.Take(i).Where(lower => !ReferenceEquals(lower.Document, definitions[i].Document)))
            {
                CheckOverride(lower, definitions[i], winner);
            }

            winner = definitions[i];
        }

        if (string.IsNullOrWhiteSpace(winner?.Value) && definitions.FirstOrDefault(each => each.Options?.Required == true) is { } required)
        {
            findings.Error(required.Document, required.Path, $"'{required.Name}' is required and has no value; set it in the Environment.");
        }

        return winner;
    }

    private void CheckOverride(Definition lower, Definition higher, Definition? current)
    {
        if (current is not null && current.Value == higher.Value)
        {
            return;
        }

        var place = $"as {lower.Origin} demands";
        switch (lower.OverrideType)
        {
            case "" or "ALLOWED":
                break;
            case "NOTALLOWED":
                findings.Error(higher.Document, higher.ValuePath, $"'{higher.Name}' must not be overridden, {place}.");
                break;
            case "RESTRICTED":
                Restrict(higher, lower, lower.Options?.Override?.RestrictedValues ?? [], place);
                break;
            case "RESTRICTED_KEY_VALUES":
                var pairs = lower.Options?.Override?.RestrictedKeyValues ?? new Dictionary<string, string>();
                Restrict(higher, lower, [.. pairs.Keys, .. pairs.Values], place);
                break;
            default:
                findings.Error(
                    lower.Document,
                    $"{lower.Path}.options.override.type",
                    "The override type is not known; known are allowed, notallowed, restricted and restricted_key_values.");
                break;
        }
    }

    private void Restrict(Definition higher, Definition lower, IReadOnlyList<string> allowed, string place)
    {
        IReadOnlyList<string?> values = [higher.Value];
        if (lower.Options?.Override?.MultiSelect == true)
        {
            if (!IsJson(higher.Value!) || JsonNode.Parse(higher.Value!) is not JsonArray list)
            {
                findings.Error(higher.Document, higher.ValuePath, $"'{higher.Name}' must be a JSON array, {place}.");
                return;
            }

            values = [.. list.Select(item => item is JsonValue value && value.TryGetValue<string>(out var text) ? text : item?.ToJsonString())];
        }

        if (!values.All(value => allowed.Contains(value, StringComparer.Ordinal)))
        {
            findings.Error(higher.Document, higher.ValuePath, $"'{higher.Name}' must be one of {string.Join(", ", allowed.Take(20))}, {place}.");
        }
    }

    private static bool IsJson(string text)
    {
        try
        {
            JsonNode.Parse(text);
            return true;
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }
}
