using System.Text.Json.Nodes;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Puts values into those parts of a resource template that it lets an environment template override: mappings are merged by field, texts and lists are replaced, null takes a field away.</summary>
internal static class TemplateOverride
{
    private const string Spec = "spec";

    /// <summary>The resource template with the values in it, or the template itself when something is wrong.</summary>
    public static ResourceDocument Apply(
        ResourceDocument template, JsonObject values, IReadOnlyList<string> allowedPaths, ResourceDocument owner, string path, FindingList findings)
    {
        var allowed = allowedPaths.Select(Normal).ToList();
        var raw = template.ToJson();
        var set = new HashSet<string>(StringComparer.Ordinal);
        if (raw["spec"] is not JsonObject spec || !Merge(spec, values, "", allowed, owner, path, findings, set))
        {
            return template;
        }

        var result = DocumentReader.ReadJson(raw.ToJsonString(), "overridden template");
        foreach (var finding in result.Findings.Where(finding => finding.Severity == Severity.Error))
        {
            findings.Error(owner, path, $"With these values {template.Subject} is not valid: {finding.FieldPath}: {finding.Message}");
        }

        // What the template itself has of these is told of the template.
        foreach (var finding in result.Findings.Where(finding => finding.Severity == Severity.Warning && IsWithin(finding.FieldPath ?? "", set)))
        {
            findings.Warn(owner, path + finding.FieldPath![Spec.Length..], finding.Message);
        }

        // What is said of it later points to the value that it is about: in the file of the template, or with the owner.
        var places = set.Select(field => KeyValuePair.Create(field, owner.Places?.PlaceOf(path + field[Spec.Length..]))).Where(each => each.Value is not null)
            .ToDictionary(each => each.Key, each => each.Value!, StringComparer.Ordinal);
        return result.HasErrors ? template : result.Documents[0] with { Places = template.Places?.With(places) };
    }

    private static bool IsWithin(string field, HashSet<string> set) =>
        set.Any(each => field.StartsWith(each, StringComparison.Ordinal) && (field.Length == each.Length || field[each.Length] is '.' or '['));

    private static string Normal(string path)
    {
        var trimmed = path.Trim().TrimStart('$').TrimStart('.');
        return trimmed.StartsWith("spec.", StringComparison.Ordinal) ? trimmed[5..] : trimmed;
    }

    private static bool Merge(
        JsonObject target, JsonObject values, string at, List<string> allowed, ResourceDocument owner, string path, FindingList findings, HashSet<string> set)
    {
        var ok = true;
        foreach (var (key, value) in values)
        {
            var here = at.Length == 0 ? key : $"{at}.{key}";
            if (allowed.Any(prefix => here == prefix || here.StartsWith(prefix + ".", StringComparison.Ordinal)))
            {
                Put(target, key, value, $"{Spec}.{here}", set);
            }
            else if (value is JsonObject nested && allowed.Any(prefix => prefix.StartsWith(here + ".", StringComparison.Ordinal)))
            {
                if (target[key] is not JsonObject inner)
                {
                    target[key] = inner = [];
                }

                ok &= Merge(inner, nested, here, allowed, owner, path, findings, set);
            }
            else
            {
                findings.Error(owner, path, $"'{here}' is not among the resource template's overrides.allowedPaths.");
                ok = false;
            }
        }

        return ok;
    }

    private static void Put(JsonObject target, string key, JsonNode? value, string path, HashSet<string> set)
    {
        if (value is null)
        {
            target.Remove(key);
            return;
        }

        if (value is not JsonObject mapping || target[key] is not JsonObject inner)
        {
            target[key] = value.DeepClone();
            set.Add(path);
            return;
        }

        if (mapping["name"] is not null && mapping["data"] is null)
        {
            // What is there by name is not what was there inline.
            inner.Remove("data");
        }

        foreach (var (field, each) in mapping)
        {
            Put(inner, field, each, RecordBinder.Join(path, field), set);
        }
    }
}
