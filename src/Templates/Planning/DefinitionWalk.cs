using Actors.Templates.Kinds;
using Actors.Templates.Planning.Steps;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Every definition of a document, wherever it stands: variables, environment variables and files.</summary>
internal static class DefinitionWalk
{
    /// <summary>The definitions, those of inline contexts included.</summary>
    public static IEnumerable<Definition> Of(ResourceDocument document) =>
    [
        .. document.Spec switch
        {
            ResourceTemplateSpec spec =>
            [
                .. Definition.Of(document, "spec.variables", spec.Variables),
                .. Inline(document, "spec.contexts", spec.Contexts),
                .. spec.Actions.SelectMany((action, i) => Inline(document, $"spec.actions[{i}].context", action.Context)),
            ],
            EnvironmentTemplateSpec spec =>
            [
                .. Definition.Of(document, "spec.variables", spec.Variables),
                .. Inline(document, "spec.contexts", spec.Contexts),
                .. spec.Actions.SelectMany((action, i) => Inline(document, $"spec.actions[{i}].context", action.Context)),
                .. spec.Schedules.SelectMany((schedule, i) => Inline(document, $"spec.schedules[{i}].context", schedule.Context)),
            ],
            ConfigContextSpec spec => Data(document, "spec", new() { Variables = spec.Variables, Envs = spec.Envs, Files = spec.Files }),
            HandlerSpec spec => Inline(document, "spec.inputs", spec.Inputs),
            GlobalSettingsSpec spec => Definition.Of(document, "spec.variables", spec.Variables),
            ResourceSpec spec => Definition.Of(document, "spec.variables", spec.Variables),
            EnvironmentSpec spec =>
            [
                .. Definition.Of(document, "spec.variables", spec.Variables),
                .. Definition.Of(document, "spec.envVars", spec.EnvVars),
                .. Definition.Of(document, "spec.files", spec.Files),
                .. spec.Schedules.SelectMany((schedule, i) => Inline(document, $"spec.schedules[{i}].context", schedule.Context)),
            ],
            _ => (IEnumerable<Definition>)[],
        },
        .. StepWalk.Handlers(document.Spec).SelectMany(each => Inline(document, $"{each.Path}.data.inputs", each.Handler.Data?.Inputs ?? [])),
    ];

    private static IEnumerable<Definition> Inline(ResourceDocument document, string path, IReadOnlyList<ContextRef> contexts) =>
        contexts.SelectMany((context, i) => Inline(document, $"{path}[{i}]", context));

    private static IEnumerable<Definition> Inline(ResourceDocument document, string path, ContextRef? context) => context?.Data is { } data ? Data(document, $"{path}.data", data) : [];

    private static IEnumerable<Definition> Data(ResourceDocument document, string path, ContextData data) =>
    [
        .. Definition.Of(document, $"{path}.variables", data.Variables),
        .. Definition.Of(document, $"{path}.envs", data.Envs),
        .. Definition.Of(document, $"{path}.files", data.Files),
    ];
}
