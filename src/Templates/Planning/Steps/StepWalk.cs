using Actors.Templates.Kinds;

namespace Actors.Templates.Planning.Steps;

/// <summary>Every step of a document, wherever it stands.</summary>
internal static class StepWalk
{
    /// <summary>The steps with their fields; empty for kinds that have none.</summary>
    public static IEnumerable<(string Path, TaskSpec Step)> Of(object spec) => spec switch
    {
        ResourceTemplateSpec template =>
        [
            .. Listed("spec.providerOptions.custom.tasks", template.ProviderOptions?.Custom?.Tasks ?? []),
            .. Hooks(template.Hooks).SelectMany(each => Listed(each.Path, each.Hooks)),
            .. Actions(template.Actions),
        ],
        EnvironmentTemplateSpec template => [.. Hooks(template.Hooks).SelectMany(each => Listed(each.Path, each.Hooks)), .. Actions(template.Actions), .. Schedules(template.Schedules)],
        EnvironmentSpec environment => Schedules(environment.Schedules),
        _ => [],
    };

    /// <summary>Every workflow handler that a document names or has inline, with its field; those too that another one beside it leaves without effect.</summary>
    public static IEnumerable<(string Path, HandlerRef Handler)> Handlers(object spec) =>
        Of(spec).SelectMany(each => new[] { ($"{each.Path}.workflowHandler", each.Step.WorkflowHandler), ($"{each.Path}.driver", each.Step.Driver) })
            .Concat(spec is ResourceTemplateSpec template
                ?
                [
                    ("spec.artifactWorkflowHandler", template.ArtifactWorkflowHandler), ("spec.artifactDriver", template.ArtifactDriver),
                    ("spec.providerOptions.workflowHandler", template.ProviderOptions?.WorkflowHandler), ("spec.providerOptions.driver", template.ProviderOptions?.Driver),
                ]
                : [])
            .Where(each => each.Item2 is not null).Select(each => (each.Item1, each.Item2!));

    /// <summary>The hooks around a run.</summary>
    public static IEnumerable<(string Path, IReadOnlyList<TaskSpec> Hooks)> Hooks(EnvironmentHooks? hooks) => hooks is null ? [] :
    [
        ("spec.hooks.onInit", hooks.OnInit), ("spec.hooks.onSuccess", hooks.OnSuccess), ("spec.hooks.onFailure", hooks.OnFailure), ("spec.hooks.onCompletion", hooks.OnCompletion),
    ];

    /// <summary>The hooks around a resource and the phases of its provider.</summary>
    public static IEnumerable<(string Path, IReadOnlyList<TaskSpec> Hooks)> Hooks(ResourceHooks? hooks) => hooks is null ? [] :
    [
        ("spec.hooks.onInit", hooks.OnInit), ("spec.hooks.onSuccess", hooks.OnSuccess), ("spec.hooks.onFailure", hooks.OnFailure), ("spec.hooks.onCompletion", hooks.OnCompletion),
        .. new[]
        {
            ("terraform", hooks.Provider?.Terraform), ("openTofu", hooks.Provider?.OpenTofu), ("hcpTerraform", hooks.Provider?.HcpTerraform), ("system", hooks.Provider?.System), ("pulumi", hooks.Provider?.Pulumi),
        }
            .SelectMany(provider => new[] { ("deploy", provider.Item2?.Deploy), ("destroy", provider.Item2?.Destroy) }
                .SelectMany(@event => Phases(@event.Item2).Select(each => ($"spec.hooks.provider.{provider.Item1}.{@event.Item1}.{each.Path}", each.Hooks)))),
    ];

    private static IEnumerable<(string Path, IReadOnlyList<TaskSpec> Hooks)> Phases(PhaseHooks? hooks) => hooks is null ? [] :
        new[]
        {
            ("init", hooks.Init), ("plan", hooks.Plan), ("apply", hooks.Apply), ("output", hooks.Output), ("destroy", hooks.Destroy), ("login", hooks.Login), ("preview", hooks.Preview), ("up", hooks.Up),
        }
            .SelectMany(phase => new[] { ($"{phase.Item1}.before", phase.Item2?.Before ?? []), ($"{phase.Item1}.after", phase.Item2?.After ?? []) });

    private static IEnumerable<(string Path, TaskSpec Step)> Actions(IReadOnlyList<ActionSpec> actions) =>
        actions.SelectMany((action, i) => Listed($"spec.actions[{i}].workflows.tasks", action.Workflows?.Tasks ?? []));

    private static IEnumerable<(string Path, TaskSpec Step)> Schedules(IReadOnlyList<ScheduleSpec> schedules) =>
        schedules.SelectMany((schedule, i) => Listed($"spec.schedules[{i}].workflows.tasks", schedule.Workflows?.Tasks ?? []));

    private static IEnumerable<(string Path, TaskSpec Step)> Listed(string path, IReadOnlyList<TaskSpec> steps) => steps.Select((step, i) => ($"{path}[{i}]", step));
}
