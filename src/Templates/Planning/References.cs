using Actors.Templates.Kinds;
using Actors.Templates.Planning.Steps;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Gathers the references of each kind of document.</summary>
internal static class References
{
    public static IReadOnlyList<DocumentReference> Of(ResourceDocument document) =>
        [.. All(document.Spec).Where(reference => !string.IsNullOrWhiteSpace(reference.Name))];

    private static IEnumerable<DocumentReference> All(object spec) => spec switch
    {
        AgentPoolSpec pool => Agents("spec", pool.Agents),
        RepositorySpec repository => Agents("spec", repository.Agents),
        HandlerSpec handler => Contexts("spec.inputs", handler.Inputs),
        ResourceTemplateSpec template => OfTemplate(template),
        EnvironmentTemplateSpec template => OfTemplate(template),
        GlobalSettingsSpec settings => [.. Agents("spec", settings.Agents), .. Pools(settings.AgentPools)],
        EnvironmentSpec environment =>
        [
            To(KindNames.EnvironmentTemplate, environment.Template?.Name, "spec.template.name", environment.Template?.Version) with { VersionPath = "spec.template.version" },
            .. Agents("spec", environment.Agents),
            .. Pools(environment.AgentPools),
            .. OfTriggers([], environment.Schedules),
            .. OfSteps(environment),
        ],
        _ => [],
    };

    private static IEnumerable<DocumentReference> OfTemplate(ResourceTemplateSpec template) =>
    [
        To(KindNames.Repository, template.RepositoryOptions?.Name, "spec.repositoryOptions.name"),
        .. Contexts("spec.contexts", template.Contexts),
        .. Agents("spec", template.Agents),
        .. Pools(template.AgentPools),
        .. OfTriggers(template.Actions, []),
        .. OfSteps(template),
    ];

    private static IEnumerable<DocumentReference> OfTemplate(EnvironmentTemplateSpec template) =>
    [
        .. template.Resources.SelectMany((resource, i) => OfResource($"spec.resources[{i}]", resource)),
        .. Contexts("spec.contexts", template.Contexts),
        .. Agents("spec", template.Agents),
        .. Pools(template.AgentPools),
        .. OfTriggers(template.Actions, template.Schedules),
        .. OfSteps(template),
    ];

    private static IEnumerable<DocumentReference> OfResource(string path, TemplateResource resource) => EnvironmentModel.KindOf(resource) is { } kind
        ? [kind == KindNames.ResourceTemplate ? To(kind, resource.Name, $"{path}.name", resource.ResourceOptions?.Version) with { VersionPath = $"{path}.resourceOptions.version" } : To(kind, resource.Name, $"{path}.name")]
        : [];

    private static IEnumerable<DocumentReference> OfSteps(object spec) =>
        StepWalk.Handlers(spec).SelectMany(each => Handler(each.Path, each.Handler)).Concat(StepWalk.Of(spec).SelectMany(each => Agents(each.Path, each.Step.Agents)));

    private static IEnumerable<DocumentReference> Handler(string path, HandlerRef? handler) => handler switch
    {
        null => [],
        { Data: { } data } => Contexts($"{path}.data.inputs", data.Inputs),
        _ => [To(KindNames.WorkflowHandler, handler.Name, $"{path}.name")],
    };

    private static IEnumerable<DocumentReference> OfTriggers(IReadOnlyList<ActionSpec> actions, IReadOnlyList<ScheduleSpec> schedules) =>
        actions.Select((action, i) => Context($"spec.actions[{i}].context", action.Context)).Concat(schedules.Select((schedule, i) => Context($"spec.schedules[{i}].context", schedule.Context)));

    private static IEnumerable<DocumentReference> Contexts(string path, IReadOnlyList<ContextRef> contexts) =>
        contexts.Select((context, i) => Context($"{path}[{i}]", context));

    private static DocumentReference Context(string path, ContextRef? context) => To(KindNames.ConfigContext, context?.Data is null ? context?.Name : null, $"{path}.name");

    private static IEnumerable<DocumentReference> Agents(string path, IReadOnlyList<NameRef> agents) =>
        agents.Select((agent, i) => To(KindNames.Agent, agent.Name, $"{path}.agents[{i}].name"));

    private static IEnumerable<DocumentReference> Pools(IReadOnlyList<NameRef> pools) =>
        pools.Select((pool, i) => To(KindNames.AgentPool, pool.Name, $"spec.agentPools[{i}].name"));

    private static DocumentReference To(string kind, string? name, string path, string? version = null) =>
        new(kind, name?.Trim() ?? "", version?.Trim() ?? "", path);
}
