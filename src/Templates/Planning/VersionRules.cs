using System.Text.Json.Nodes;
using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>What may happen to versions of templates.</summary>
public static class VersionRules
{
    // Only for people and for who may use it; not for what a launch does.
    private static readonly string[] Free = ["versionState", "iconURL", "readme", "sharing"];

    /// <summary>The state of a template; of every other document active.</summary>
    /// <param name="document">The document.</param>
    /// <returns>The state; one that is not known, which checks refuse, counts as disabled.</returns>
    public static VersionState StateOf(ResourceDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return StateOf(TextOf(document)) ?? (string.IsNullOrWhiteSpace(TextOf(document)) ? VersionState.Active : VersionState.Disabled);
    }

    /// <summary>What forbids to store a document in the place of another of the same version.</summary>
    /// <param name="stored">What is stored; null: nothing yet.</param>
    /// <param name="incoming">What is to be stored, with the secrets that its marks stand for.</param>
    /// <returns>Errors; empty when it may be stored.</returns>
    public static IReadOnlyList<Finding> CheckChange(ResourceDocument? stored, ResourceDocument incoming)
    {
        ArgumentNullException.ThrowIfNull(incoming);
        var findings = new FindingList();
        if (stored is null || stored.Version.Length == 0 || StateOf(stored) == VersionState.Draft)
        {
            return [];
        }

        var (before, after) = (StateOf(stored), StateOf(incoming));
        var what = Named(stored.Kind, stored.Name, stored.Version);
        if (after == VersionState.Draft)
        {
            findings.Error(incoming, "spec.versionState", $"{what} is {Text(before)} and cannot become a draft again, since environments may be on it. Give the draft a new spec.version.");
        }

        foreach (var path in Differences(SpecOf(stored), SpecOf(incoming)))
        {
            findings.Error(
                incoming,
                path,
                $"{what} is {Text(before)}, and such a version does not change. Give the change a new spec.version: with versionState draft it may change until it is applied with "
                + "versionState active. Of this version only versionState (active or disabled), metadata, readme, iconURL and sharing may change.");
        }

        return findings.Findings;
    }

    /// <summary>A version in messages.</summary>
    internal static string Named(string kind, string name, string version) => version.Length == 0 ? $"{kind}/{name} without a version" : $"version '{version}' of {kind}/{name}";

    /// <summary>A state by its name in any letter case; null when it is blank or not known.</summary>
    internal static VersionState? StateOf(string? name) => name?.Trim().ToUpperInvariant() switch
    {
        "ACTIVE" => VersionState.Active,
        "DRAFT" => VersionState.Draft,
        "DISABLED" => VersionState.Disabled,
        _ => null,
    };

    /// <summary>Checks the state that a document gives.</summary>
    internal static void Check(ResourceDocument document, FindingList findings)
    {
        if (TextOf(document) is { } text && !string.IsNullOrWhiteSpace(text) && StateOf(text) is null)
        {
            findings.Error(document, "spec.versionState", KnownWords.Unknown<EnvironmentTemplateSpec>(nameof(EnvironmentTemplateSpec.VersionState), text));
        }
    }

    /// <summary>Whether a version may be used by a document.</summary>
    /// <param name="owner">Who uses it.</param>
    /// <param name="path">Where.</param>
    /// <param name="used">The template.</param>
    /// <param name="isError">Whether a disabled one is an error: it is for launches and updates.</param>
    /// <param name="catalog">For the versions that could be used instead.</param>
    /// <param name="findings">Where to say so.</param>
    internal static void CheckUse(ResourceDocument owner, string path, ResourceDocument used, bool isError, Catalog catalog, FindingList findings)
    {
        var what = Named(used.Kind, used.Name, used.Version);
        switch (StateOf(used))
        {
            case VersionState.Disabled when isError:
                var active = catalog.Versions(used.Kind, used.Name).Where(each => StateOf(each) == VersionState.Active).Select(each => each.Version).ToList();
                findings.Error(owner, path, $"{Capital(what)} is disabled: nothing is launched or updated with it. Name an active version ({(active.Count == 0 ? "there is none" : string.Join(", ", active))}).");
                break;
            case VersionState.Disabled:
                findings.Warn(owner, path, $"{Capital(what)} is disabled: what is on it goes on, but cannot be updated on it.");
                break;
            case VersionState.Draft:
                findings.Warn(owner, path, $"{Capital(what)} is a draft, which may change.");
                break;
            default:
                break;
        }
    }

    private static string? TextOf(ResourceDocument document) => document.Spec switch
    {
        ResourceTemplateSpec spec => spec.VersionState,
        EnvironmentTemplateSpec spec => spec.VersionState,
        _ => null,
    };

    private static string Text(VersionState state) => state.ToString().ToLowerInvariant();

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static JsonObject SpecOf(ResourceDocument document)
    {
        var spec = document.ToJson()["spec"] as JsonObject ?? [];
        foreach (var name in Free)
        {
            spec.Remove(name);
        }

        return spec;
    }

    private static IEnumerable<string> Differences(JsonObject stored, JsonObject incoming) =>
        stored.Select(entry => entry.Key).Union(incoming.Select(entry => entry.Key), StringComparer.Ordinal)
            .Where(key => !JsonNode.DeepEquals(stored[key], incoming[key]))
            .Select(key => $"spec.{key}");
}
