using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Chooses agents: those of the task itself, then the environment's, the environment template's, the resource template's, those of the
/// project's GlobalSettings and of the organisation's; at the first of these levels that names any, agents and members of pools together.</summary>
internal sealed class AgentChoice(Catalog catalog, FindingList findings, ResourceDocument environment, EnvironmentModel model)
{
    private readonly EnvironmentSpec _environment = environment.SpecAs<EnvironmentSpec>();
    private readonly ChoiceRule _agentRule = ChoiceRule.OfAgents(model.Spec);
    private readonly ChoiceRule _poolRule = ChoiceRule.OfPools(model.Spec);

    /// <summary>Agents of the levels below a task or hook; of the environment's own hooks no resource template has a say.</summary>
    public AgentSelection For(PlannedResource? resource) =>
        OfEnvironment()
        ?? Level(AgentLevel.EnvironmentTemplate, model.Template, "spec", model.Spec.Agents, model.Spec.AgentPools)
        ?? (resource is null ? null : Level(AgentLevel.ResourceTemplate, resource.Document, "spec", resource.Template?.Agents ?? [], resource.Template?.AgentPools ?? []))
        ?? OfSettings(AgentLevel.ProjectSettings, catalog.ProjectSettings)
        ?? OfSettings(AgentLevel.GlobalSettings, catalog.OrganisationSettings)
        ?? AgentSelection.None;

    /// <summary>Agents that a task, a hook or a repository names for itself; null when it names none.</summary>
    public AgentSelection? Own(AgentLevel level, ResourceDocument document, string path, IReadOnlyList<NameRef> agents) =>
        Level(level, document, path, agents, []);

    /// <summary>Holds the environment to the template's agentOverride and agentPoolOverride.</summary>
    public void CheckOverrides()
    {
        Check("agents", _environment.Agents, _agentRule);
        Check("agentPools", _environment.AgentPools, _poolRule);
    }

    private void Check(string field, IReadOnlyList<NameRef> chosen, ChoiceRule rule)
    {
        if (chosen.Count == 0)
        {
            if (rule.Required)
            {
                findings.Error(environment, $"spec.{field}", $"The environment must choose its {field}, {Because(rule)}.");
            }

            return;
        }

        switch (rule.Permission)
        {
            case OverridePermission.NotAllowed:
                findings.Error(environment, $"spec.{field}", $"The environment must not choose its {field}, {Because(rule)}.");
                break;
            case OverridePermission.Restricted:
                for (var i = 0; i < chosen.Count; i++)
                {
                    if (!rule.Admitted.Contains(chosen[i].Name, StringComparer.Ordinal))
                    {
                        findings.Error(environment, $"spec.{field}[{i}].name", $"'{chosen[i].Name}' is not one of {string.Join(", ", rule.Admitted)}, {Because(rule)}.");
                    }
                }

                break;
            case OverridePermission.Unknown:
                ChoiceRule.UnknownType(model.Template, rule.Path, rule.Path == _agentRule.Path ? model.Spec.AgentOverride?.Type : model.Spec.AgentPoolOverride?.Type, findings);
                break;
            default:
                break;
        }
    }

    private string Because(ChoiceRule rule) => $"as {model.Template.Subject} {rule.Path} demands";

    // Members of a pool come and go: those that the template does not admit are left out, rather than that the pool cannot be used.
    private AgentSelection? OfEnvironment()
    {
        var chosen = Level(AgentLevel.Environment, environment, "spec", _environment.Agents, _environment.AgentPools);
        if (chosen is null || _agentRule.Permission != OverridePermission.Restricted)
        {
            return chosen;
        }

        var admitted = chosen with { Sources = [.. chosen.Sources.Where(source => _agentRule.Admitted.Contains(source.Agent, StringComparer.Ordinal))] };
        var message = $"{model.Template.Subject} {_agentRule.Path} admits only {string.Join(", ", _agentRule.Admitted)}";
        var left = chosen.Sources.Except(admitted.Sources).Where(source => source.Pool is not null).ToList();
        foreach (var source in left)
        {
            findings.Warn(environment, "spec.agentPools", $"'{source.Agent}' of AgentPool/{source.Pool} is left out: {message}.");
        }

        if (admitted.Sources.Count == 0 && left.Count > 0)
        {
            findings.Error(environment, "spec.agentPools", $"No agent is left: {message}.");
        }

        return admitted;
    }

    private AgentSelection? OfSettings(AgentLevel level, ResourceDocument? settings)
    {
        if (settings?.Spec is not GlobalSettingsSpec spec)
        {
            return null;
        }

        if (level == AgentLevel.ProjectSettings)
        {
            return Level(level, settings, "spec", spec.Agents, spec.AgentPools);
        }

        // They name what each project has under that name: a project need not have all of it, but something.
        var missing = new FindingList();
        var chosen = Level(level, settings, "spec", spec.Agents, spec.AgentPools, missing);
        foreach (var finding in missing.Findings)
        {
            findings.Add(finding with { Severity = chosen!.Sources.Count == 0 ? Severity.Error : Severity.Warning });
        }

        return chosen;
    }

    private AgentSelection? Level(
        AgentLevel level, ResourceDocument document, string path, IReadOnlyList<NameRef> agents, IReadOnlyList<NameRef> pools, FindingList? problems = null)
    {
        problems ??= findings;
        if (agents.Count == 0 && pools.Count == 0)
        {
            return null;
        }

        var sources = new List<AgentSource>();
        for (var i = 0; i < agents.Count; i++)
        {
            Add(null, document, $"{path}.agents[{i}].name", agents[i]);
        }

        for (var i = 0; i < pools.Count; i++)
        {
            var name = pools[i].Name?.Trim() ?? "";
            if (catalog.Find(KindNames.AgentPool, name) is not { } pool)
            {
                problems.Error(document, $"{path}.agentPools[{i}].name", EnvironmentModel.Missing(catalog, KindNames.AgentPool, name, null));
                continue;
            }

            var members = pool.SpecAs<AgentPoolSpec>().Agents;
            for (var j = 0; j < members.Count; j++)
            {
                Add(name, pool, $"spec.agents[{j}].name", members[j]);
            }
        }

        return new(document, $"{path}.{(agents.Count > 0 ? "agents" : "agentPools")}", [.. sources.DistinctBy(source => source.Agent, StringComparer.Ordinal)]);

        void Add(string? pool, ResourceDocument place, string field, NameRef agent)
        {
            var name = agent.Name?.Trim() ?? "";
            if (catalog.Find(KindNames.Agent, name) is null)
            {
                problems.Error(place, field, EnvironmentModel.Missing(catalog, KindNames.Agent, name, null));
            }
            else
            {
                sources.Add(new() { Agent = name, Level = level, Document = document.Subject, Pool = pool });
            }
        }
    }
}
