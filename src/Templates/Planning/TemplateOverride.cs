using System.Text.Json.Nodes;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Replaces those parts of a resource template that it lets an environment template replace.</summary>
internal static class TemplateOverride
{
    /// <summary>The resource template with the values in it, or the template itself when something is wrong.</summary>
    public static ResourceDocument Apply(
        ResourceDocument template, JsonObject values, IReadOnlyList<string> allowedPaths, ResourceDocument owner, string path, FindingList findings)
    {
        var allowed = allowedPaths.Select(Normal).ToList();
        var raw = template.ToJson();
        if (raw["spec"] is not JsonObject spec || !Merge(spec, values, "", allowed, owner, path, findings))
        {
            return template;
        }

        var result = DocumentReader.ReadJson(raw.ToJsonString(), "overridden template");
        foreach (var finding in result.Findings.Where(finding => finding.Severity == Severity.Error))
        {
            findings.Error(owner, path, $"With these values {template.Subject} is not valid: {finding.FieldPath}: {finding.Message}");
        }

        // What is said of it later points into the file of the template, as near as that has it.
        return result.HasErrors ? template : result.Documents[0] with { Places = template.Places };
    }

    private static string Normal(string path)
    {
        var trimmed = path.Trim().TrimStart('$').TrimStart('.');
        return trimmed.StartsWith("spec.", StringComparison.Ordinal) ? trimmed[5..] : trimmed;
    }

    private static bool Merge(
        JsonObject target, JsonObject values, string at, List<string> allowed, ResourceDocument owner, string path, FindingList findings)
    {
        var ok = true;
        foreach (var (key, value) in values)
        {
            var here = at.Length == 0 ? key : $"{at}.{key}";
            if (allowed.Any(prefix => here == prefix || here.StartsWith(prefix + ".", StringComparison.Ordinal)))
            {
                target[key] = value?.DeepClone();
            }
            else if (value is JsonObject nested && allowed.Any(prefix => prefix.StartsWith(here + ".", StringComparison.Ordinal)))
            {
                if (target[key] is not JsonObject inner)
                {
                    target[key] = inner = [];
                }

                ok &= Merge(inner, nested, here, allowed, owner, path, findings);
            }
            else
            {
                findings.Error(owner, path, $"'{here}' is not among the resource template's overrides.allowedPaths.");
                ok = false;
            }
        }

        return ok;
    }
}
