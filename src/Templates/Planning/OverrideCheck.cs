using System.Text.Json.Nodes;

namespace Actors.Templates.Planning;

/// <summary>Whether a definition lets a higher one replace its value.</summary>
internal static class OverrideCheck
{
    private const int MostShown = 20;

    /// <summary>Whether an override type is known; blank means allowed.</summary>
    public static bool IsKnown(string type) => type is "" or "ALLOWED" or "NOTALLOWED" or "RESTRICTED" or "RESTRICTED_KEY_VALUES";

    /// <summary>Why it does not; null when it does.</summary>
    /// <param name="lower">The definition with the rule.</param>
    /// <param name="higher">The one that wants to replace it.</param>
    /// <param name="isSecret">Whether the admitted values must not be shown.</param>
    public static string? Refusal(Definition lower, Definition higher, bool isSecret)
    {
        var place = $"as {lower.Origin} demands";
        return lower.OverrideType switch
        {
            "NOTALLOWED" => $"'{higher.Name}' must not be overridden, {place}.",
            "RESTRICTED" => Restriction(higher, lower, lower.Options?.Override?.RestrictedValues ?? [], place, isSecret),
            "RESTRICTED_KEY_VALUES" => Restriction(higher, lower, KeysAndValues(lower), place, isSecret),

            // What is not known is an error where it stands.
            _ => null,
        };
    }

    /// <summary>Warns of a definition whose rule admits nothing, or not even its own value.</summary>
    public static void CheckOwn(Definition definition, FindingList findings)
    {
        var isKeys = definition.OverrideType == "RESTRICTED_KEY_VALUES";
        if (definition.OverrideType != "RESTRICTED" && !isKeys)
        {
            return;
        }

        var allowed = isKeys ? KeysAndValues(definition) : definition.Options?.Override?.RestrictedValues ?? [];
        var field = isKeys ? "restrictedKeyValues" : "restrictedValues";
        if (allowed.Count == 0)
        {
            findings.Warn(definition.Document, $"{definition.Path}.options.override", $"No value is admitted, so that nothing can override '{definition.Name}': list some in {field}, or make the type notallowed.");
        }
        else if (!string.IsNullOrWhiteSpace(definition.Value) && !"expression".Equals(definition.Type?.Trim(), StringComparison.OrdinalIgnoreCase)
            && (definition.MultiSelect ? Items(definition.Value) : [definition.Value]) is { } values && values.Any(value => !allowed.Contains(value, StringComparer.Ordinal)))
        {
            findings.Warn(definition.Document, definition.ValuePath, $"The value of '{definition.Name}' is not among its own {field}.");
        }
    }

    /// <summary>The items of a value with several choices; null when it is no JSON array.</summary>
    public static IReadOnlyList<string?>? Items(string value) => ValueCheck.TryParse(value, out var parsed) && parsed is JsonArray list
        ? [.. list.Select(item => item is JsonValue each && each.TryGetValue<string>(out var text) ? text : item?.ToJsonString())]
        : null;

    private static IReadOnlyList<string> KeysAndValues(Definition lower)
    {
        var pairs = lower.Options?.Override?.RestrictedKeyValues ?? new Dictionary<string, string>();
        return [.. pairs.Keys, .. pairs.Values];
    }

    private static string? Restriction(Definition higher, Definition lower, IReadOnlyList<string> allowed, string place, bool isSecret)
    {
        var values = lower.MultiSelect ? Items(higher.Value!) : [higher.Value];
        if (values is null)
        {
            return $"'{higher.Name}' must be a JSON array, {place}.";
        }

        if (allowed.Count == 0)
        {
            return $"'{higher.Name}' must not be overridden: no value is admitted, {place}.";
        }

        var list = isSecret ? "the values that are admitted" : string.Join(", ", allowed.Take(MostShown)) + (allowed.Count > MostShown ? ", …" : "");
        return values.All(value => allowed.Contains(value, StringComparer.Ordinal)) ? null : $"'{higher.Name}' must be one of {list}, {place}.";
    }
}
