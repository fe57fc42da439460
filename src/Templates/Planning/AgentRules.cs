using Actors.Templates.Kinds;
using Actors.Templates.Planning.Steps;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Two agents at least: with one, everything waits while that is away or full. An annotation of the document says that one is meant.</summary>
internal static class AgentRules
{
    /// <summary>The annotation: <c>actors.single-agent: accepted</c>.</summary>
    public const string SingleAgent = "actors.single-agent";

    /// <summary>Checks every place of a document that names agents. What is named and not there is for others to say.</summary>
    public static void Check(ResourceDocument document, Catalog catalog, FindingList findings)
    {
        foreach (var (path, agents, pools) in Places(document.Spec))
        {
            if (agents.Count + pools.Count == 0 && document.Spec is not AgentPoolSpec)
            {
                continue;
            }

            var names = agents.Select(agent => agent.Name?.Trim() ?? "").ToHashSet(StringComparer.Ordinal);
            var known = true;
            foreach (var pool in pools)
            {
                var found = catalog.Find(KindNames.AgentPool, pool.Name?.Trim());
                known &= found is not null;
                names.UnionWith(found?.SpecAs<AgentPoolSpec>().Agents.Select(agent => agent.Name?.Trim() ?? "") ?? []);
            }

            if (known)
            {
                Warn(document, $"{path}.{(agents.Count > 0 || pools.Count == 0 ? "agents" : "agentPools")}", [.. names], findings);
            }
        }
    }

    /// <summary>Checks what was chosen for an activity, at the place that chose it.</summary>
    public static void Check(ResourceDocument document, string path, IReadOnlyList<string> names, FindingList findings) => Warn(document, path, names, findings);

    private static void Warn(ResourceDocument document, string path, IReadOnlyList<string> names, FindingList findings)
    {
        if (names.Count > 1 || IsAccepted(document))
        {
            return;
        }

        findings.Warn(document, path, names.Count == 0
            ? "There is no agent here: what relies on it waits."
            : $"'{names[0]}' is the only agent here: when it is away or full, everything waits for it. Name a second one, or annotate the document with '{SingleAgent}: accepted'.");
    }

    private static bool IsAccepted(ResourceDocument document) =>
        document.Metadata.Annotations.TryGetValue(SingleAgent, out var value) && "accepted".Equals(value.Trim(), StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<(string Path, IReadOnlyList<NameRef> Agents, IReadOnlyList<NameRef> Pools)> Places(object spec) => spec switch
    {
        AgentPoolSpec pool => [("spec", pool.Agents, [])],
        RepositorySpec repository => [("spec", repository.Agents, [])],
        GlobalSettingsSpec settings => [("spec", settings.Agents, settings.AgentPools)],
        EnvironmentSpec environment => [("spec", environment.Agents, environment.AgentPools), .. OfSteps(spec)],
        EnvironmentTemplateSpec template => [("spec", template.Agents, template.AgentPools), .. OfSteps(spec)],
        ResourceTemplateSpec template => [("spec", template.Agents, template.AgentPools), .. OfSteps(spec)],
        _ => [],
    };

    private static IEnumerable<(string Path, IReadOnlyList<NameRef> Agents, IReadOnlyList<NameRef> Pools)> OfSteps(object spec) =>
        StepWalk.Of(spec).Select(each => (each.Path, each.Step.Agents, (IReadOnlyList<NameRef>)[]));
}
