using System.Text.Json.Nodes;
using Actors.Templates.Expressions;
using Actors.Templates.Planning;
using Actors.Templates.Reading;
using ValueType = Actors.Templates.Planning.ValueType;

namespace Actors.Templates.Resolving;

/// <summary>Gives planned values their concrete form.</summary>
internal sealed class ValueResolver(JsonObject scope, bool missingIsNull, List<Finding> findings, SecretCollector secrets, MissingOutputs? missing)
{
    private readonly ExpressionBudget _budget = new();

    /// <summary>A value as JSON; HCL that is no JSON stays text.</summary>
    public JsonNode? Json(PlannedValue value)
    {
        var json = value.Type switch
        {
            ValueType.Expression => Evaluate(value.Value!, value.Name, value.Origin),
            ValueType.Json => JsonNode.Parse(value.Value!),
            ValueType.Hcl => JsonOrText(value.Value!),
            _ => value.Value,
        };
        if (value.Sensitive)
        {
            secrets.Add(json);
        }

        return json;
    }

    public ResolvedVariable Variable(PlannedValue value)
    {
        if (value.Type != ValueType.Hcl)
        {
            return new() { Name = value.Name, Json = Json(value), Sensitive = value.Sensitive };
        }

        if (value.Sensitive)
        {
            secrets.Add(JsonOrText(value.Value!));
            secrets.Add(value.Value);
        }

        // Templates in the wild write '' for an empty text, which is no HCL.
        var hcl = value.Value!.Trim() is "" or "''" ? "\"\"" : value.Value;
        return new() { Name = value.Name, Hcl = hcl, Sensitive = value.Sensitive };
    }

    public IReadOnlyDictionary<string, string> Envs(IReadOnlyList<PlannedValue> envs)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var env in envs)
        {
            if (Json(env) is { } value)
            {
                result[env.Name] = ValueText.Of(value, 1);
            }
        }

        return result;
    }

    public IReadOnlyList<ResolvedFile> Files(IReadOnlyList<PlannedFile> files)
    {
        foreach (var file in files.Where(file => file.Sensitive))
        {
            secrets.AddFile(file.Content);
        }

        return [.. files.Select(file => new ResolvedFile { Path = file.Path, Content = file.Content, Sensitive = file.Sensitive })];
    }

    /// <summary>A value as text; null when it has none.</summary>
    public string? Text(PlannedValue value) => Json(value) is { } json ? ValueText.Of(json, 1) : null;

    private JsonNode? Evaluate(string text, string name, string origin)
    {
        try
        {
            var template = TextTemplate.Parse(text);
            var value = template.Evaluate(scope, _budget);
            if (SensitiveReads.Any(template, scope))
            {
                secrets.AddDerived(value);
            }

            return value;
        }
        catch (ExpressionException e) when (e.IsMissingName && missingIsNull)
        {
            return null;
        }
        catch (ExpressionException e) when (e.IsMissingName && missing?.Take(text) == true)
        {
            return null;
        }
        catch (ExpressionException e)
        {
            var (subject, path) = Origin.Split(origin);
            findings.Add(new(Severity.Error, $"The expression of '{name}' has no value: {e.Message}", subject, path));
            return null;
        }
    }

    private static JsonNode? JsonOrText(string hcl) => ValueCheck.TryParse(hcl, out var value) ? value : hcl;
}
