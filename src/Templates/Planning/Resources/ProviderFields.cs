using System.Text.Json.Nodes;
using Actors.Templates.Kinds;
using Actors.Templates.Planning.Steps;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning.Resources;

/// <summary>Finds what a resource template says of another provider than its own, or of phases that its provider does not have: nothing would ever come of it.</summary>
internal static class ProviderFields
{
    private const string Hooks = "spec.hooks.provider.";
    private static readonly string[] Options = ["terraform", "openTofu", "hcpTerraform", "system", "custom", "pulumi", "terragrunt"];

    /// <summary>Warns about each of them.</summary>
    public static void Check(ResourceDocument document, ResourceTemplateSpec template, FindingList findings)
    {
        // What is wrong with the provider itself is told where it is planned.
        var provider = template.Provider?.Trim() ?? "";
        if (!KnownWords.Has<ResourceTemplateSpec>(nameof(ResourceTemplateSpec.Provider), provider))
        {
            return;
        }

        foreach (var name in Options.Where(name => !Is(name, provider) && document.Raw["spec"]?["providerOptions"]?[name] is JsonObject { Count: > 0 }))
        {
            findings.Warn(document, $"spec.providerOptions.{name}", $"These options have no effect: the provider is '{provider}'.");
        }

        var hooks = StepWalk.Hooks(template.Hooks).Where(each => each.Hooks.Count > 0 && each.Path.StartsWith(Hooks, StringComparison.Ordinal)).Select(each => each.Path[Hooks.Length..].Split('.')).ToList();
        foreach (var other in hooks.Select(each => each[0]).Where(name => !Is(name, provider)).Distinct())
        {
            findings.Warn(document, Hooks + other, $"These hooks never run: the provider is '{provider}'.");
        }

        foreach (var (name, @event, phase) in hooks.Where(each => Is(each[0], provider)).Select(each => (each[0], each[1], each[2])).Distinct())
        {
            if (Phases(name, @event) is var known && !known.Contains(phase, StringComparer.Ordinal))
            {
                findings.Warn(document, $"{Hooks}{name}.{@event}.{phase}", $"These hooks never run: {@event} of the provider '{provider}' has no phase '{phase}'; it has {string.Join(", ", known)}.");
            }
        }
    }

    private static bool Is(string name, string provider) => name.Equals(provider, StringComparison.OrdinalIgnoreCase);

    private static string[] Phases(string provider, string @event) => (provider, @event) switch
    {
        ("system", "deploy") => ["apply"],
        ("system", _) => ["destroy"],
        ("pulumi", "deploy") => ["login", "preview", "up", "output"],
        ("pulumi", _) => ["login", "preview", "destroy"],
        (_, "deploy") => ["init", "plan", "apply", "output"],
        _ => ["init", "plan", "destroy"],
    };
}
