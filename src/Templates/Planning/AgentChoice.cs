using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Chooses agents: task agents, then the environment's, the environment template's, the resource template's; at the first of these levels
/// that names any, agents and members of pools together.</summary>
internal sealed class AgentChoice(Catalog catalog, FindingList findings, ResourceDocument environment, EnvironmentModel model)
{
    private readonly EnvironmentSpec _environment = environment.SpecAs<EnvironmentSpec>();

    /// <summary>Agents of the levels below a task.</summary>
    public IReadOnlyList<string> For(PlannedResource resource) =>
        Level(environment, "spec", _environment.Agents, _environment.AgentPools)
        ?? Level(model.Template, "spec", model.Spec.Agents, model.Spec.AgentPools)
        ?? Level(resource.Document, "spec", resource.Template?.Agents ?? [], resource.Template?.AgentPools ?? [])
        ?? [];

    /// <summary>Agents of a task or repository; null when it names none.</summary>
    public IReadOnlyList<string>? Own(ResourceDocument document, string path, IReadOnlyList<NameRef> agents) => Level(document, path, agents, []);

    /// <summary>Holds the environment to the template's agentOverride and agentPoolOverride.</summary>
    public void CheckOverrides()
    {
        var agents = model.Spec.AgentOverride;
        Check("agents", _environment.Agents, agents?.Type, agents?.Required, agents?.RestrictedAgents ?? []);
        var pools = model.Spec.AgentPoolOverride;
        Check("agentPools", _environment.AgentPools, pools?.Type, pools?.Required, pools?.RestrictedAgentPools ?? []);
    }

    private void Check(string field, IReadOnlyList<NameRef> chosen, string? type, bool? required, IReadOnlyList<string> restricted)
    {
        var rule = $"as {model.Template.Subject} demands";
        if (required == true && chosen.Count == 0)
        {
            findings.Error(environment, $"spec.{field}", $"The environment must choose its {field}, {rule}.");
        }

        for (var i = 0; i < chosen.Count; i++)
        {
            switch (type?.Trim().ToUpperInvariant() ?? "")
            {
                case "" or "ALLOWED":
                    break;
                case "NOTALLOWED":
                    findings.Error(environment, $"spec.{field}", $"The environment must not choose its {field}, {rule}.");
                    break;
                case "RESTRICTED" when !restricted.Contains(chosen[i].Name, StringComparer.Ordinal):
                    findings.Error(environment, $"spec.{field}[{i}].name", $"'{chosen[i].Name}' is not one of {string.Join(", ", restricted)}, {rule}.");
                    break;
                case "RESTRICTED":
                    break;
                default:
                    findings.Error(model.Template, $"spec.{field[..^1]}Override.type", "The type is not known; known are allowed, notallowed and restricted.");
                    break;
            }
        }
    }

    private List<string>? Level(ResourceDocument document, string path, IReadOnlyList<NameRef> agents, IReadOnlyList<NameRef> pools)
    {
        if (agents.Count == 0 && pools.Count == 0)
        {
            return null;
        }

        var names = new List<string>();
        for (var i = 0; i < agents.Count; i++)
        {
            Add(names, document, $"{path}.agents[{i}].name", agents[i].Name?.Trim() ?? "");
        }

        for (var i = 0; i < pools.Count; i++)
        {
            var name = pools[i].Name?.Trim() ?? "";
            if (catalog.Find(KindNames.AgentPool, name) is not { } pool)
            {
                findings.Error(document, $"{path}.agentPools[{i}].name", EnvironmentModel.Missing(catalog, KindNames.AgentPool, name, null));
                continue;
            }

            var members = pool.SpecAs<AgentPoolSpec>().Agents;
            for (var j = 0; j < members.Count; j++)
            {
                Add(names, pool, $"spec.agents[{j}]", members[j].Name?.Trim() ?? "");
            }
        }

        return [.. names.Distinct(StringComparer.Ordinal)];
    }

    private void Add(List<string> names, ResourceDocument document, string path, string name)
    {
        if (catalog.Find(KindNames.Agent, name) is null)
        {
            findings.Error(document, path, EnvironmentModel.Missing(catalog, KindNames.Agent, name, null));
        }
        else
        {
            names.Add(name);
        }
    }
}
