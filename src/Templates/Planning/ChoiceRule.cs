using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>A template's rule for what environments choose, read once.</summary>
/// <param name="Path">Where the template says it.</param>
/// <param name="Permission">What it permits.</param>
/// <param name="Required">Whether environments must choose.</param>
/// <param name="Admitted">What <see cref="OverridePermission.Restricted"/> admits.</param>
internal sealed record ChoiceRule(string Path, OverridePermission Permission, bool Required, IReadOnlyList<string> Admitted)
{
    /// <summary>The rule for agents. It holds for members of pools too: a pool is no way around it.</summary>
    public static ChoiceRule OfAgents(EnvironmentTemplateSpec template) => new(
        "spec.agentOverride", Read(template.AgentOverride?.Type), template.AgentOverride?.Required == true, template.AgentOverride?.RestrictedAgents ?? []);

    /// <summary>The rule for pools. A template that forbids agents forbids pools with them, unless it says what holds for pools.</summary>
    public static ChoiceRule OfPools(EnvironmentTemplateSpec template)
    {
        var (rule, agents) = (template.AgentPoolOverride, OfAgents(template));
        return string.IsNullOrWhiteSpace(rule?.Type) && agents.Permission is OverridePermission.NotAllowed or OverridePermission.Unknown
            ? agents with { Required = rule?.Required == true }
            : new("spec.agentPoolOverride", Read(rule?.Type), rule?.Required == true, rule?.RestrictedAgentPools ?? []);
    }

    /// <summary>Whether the template's own words are known, whatever environments choose.</summary>
    public static void Check(ResourceDocument document, EnvironmentTemplateSpec template, FindingList findings)
    {
        foreach (var (path, type) in new[] { ("spec.agentOverride", template.AgentOverride?.Type), ("spec.agentPoolOverride", template.AgentPoolOverride?.Type) })
        {
            if (Read(type) == OverridePermission.Unknown)
            {
                UnknownType(document, path, type, findings);
            }
        }
    }

    /// <summary>Says that the type of a rule is not known.</summary>
    public static void UnknownType(ResourceDocument template, string path, string? type, FindingList findings) =>
        findings.Error(template, $"{path}.type", KnownWords.Unknown<AgentOverride>(nameof(AgentOverride.Type), type));

    private static OverridePermission Read(string? type) => type?.Trim().ToUpperInvariant() switch
    {
        null or "" or "ALLOWED" => OverridePermission.Allowed,
        "NOTALLOWED" => OverridePermission.NotAllowed,
        "RESTRICTED" => OverridePermission.Restricted,
        _ => OverridePermission.Unknown,
    };
}
