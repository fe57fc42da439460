using Actors.Templates.Kinds;
using Actors.Templates.Reading;
using Actors.Templates.Schemas;

namespace Actors.Templates.Planning;

/// <summary>What must hold of variables, environment variables and files where they are defined.</summary>
internal static class VariableRules
{
    public static string UnknownType(string type) => $"The value type '{type}' is not known; known are text, expression, json and hcl.";

    public static void UnknownOverride(Definition definition, FindingList findings) => findings.Error(
        definition.Document,
        $"{definition.Path}.options.{(definition.Options?.Override?.Type is null ? "overrideType" : "override.type")}",
        "The override type is not known; known are allowed, notallowed, restricted and restricted_key_values.");

    /// <summary>Checks the definitions of a document.</summary>
    public static void Check(ResourceDocument document, FindingList findings)
    {
        foreach (var definition in Of(document))
        {
            Check(definition, findings);
        }
    }

    private static IEnumerable<Definition> Of(ResourceDocument document) => document.Spec switch
    {
        ResourceTemplateSpec spec =>
        [
            .. Definition.Of(document, "spec.variables", spec.Variables),
            .. Inline(document, "spec.contexts", spec.Contexts),
            .. (spec.ProviderOptions?.Custom?.Tasks ?? []).SelectMany((task, i) => Handlers(document, $"spec.providerOptions.custom.tasks[{i}]", task)),
        ],
        EnvironmentTemplateSpec spec => [.. Definition.Of(document, "spec.variables", spec.Variables), .. Inline(document, "spec.contexts", spec.Contexts)],
        ConfigContextSpec spec => Data(document, "spec", new() { Variables = spec.Variables, Envs = spec.Envs, Files = spec.Files }),
        HandlerSpec spec => Inline(document, "spec.inputs", spec.Inputs),
        GlobalSettingsSpec spec => Definition.Of(document, "spec.variables", spec.Variables),
        ResourceSpec spec => Definition.Of(document, "spec.variables", spec.Variables),
        EnvironmentSpec spec =>
        [
            .. Definition.Of(document, "spec.variables", spec.Variables),
            .. Definition.Of(document, "spec.envVars", spec.EnvVars),
            .. Definition.Of(document, "spec.files", spec.Files),
        ],
        _ => [],
    };

    private static IEnumerable<Definition> Inline(ResourceDocument document, string path, IReadOnlyList<ContextRef> contexts) =>
        contexts.SelectMany((context, i) => context.Data is { } data ? Data(document, $"{path}[{i}].data", data) : []);

    private static IEnumerable<Definition> Handlers(ResourceDocument document, string path, TaskSpec task) =>
    [
        .. Inline(document, $"{path}.workflowHandler.data.inputs", task.WorkflowHandler?.Data?.Inputs ?? []),
        .. Inline(document, $"{path}.driver.data.inputs", task.Driver?.Data?.Inputs ?? []),
    ];

    private static IEnumerable<Definition> Data(ResourceDocument document, string path, ContextData data) =>
    [
        .. Definition.Of(document, $"{path}.variables", data.Variables),
        .. Definition.Of(document, $"{path}.envs", data.Envs),
        .. Definition.Of(document, $"{path}.files", data.Files),
    ];

    private static void Check(Definition definition, FindingList findings)
    {
        var (document, path) = (definition.Document, definition.Path);
        if (ValueCheck.TypeOf(definition.Type) is not { } type)
        {
            findings.Error(document, $"{path}.valueType", UnknownType(definition.Type!.Trim()));
        }
        else if (!string.IsNullOrWhiteSpace(definition.Value) && ValueCheck.Problem(definition.Name, type, definition.Value) is { } problem)
        {
            // A higher level may still give a better one; if none does, the plan is refused.
            findings.Warn(document, definition.ValuePath, problem);
        }

        if (!OverrideCheck.IsKnown(definition.OverrideType))
        {
            UnknownOverride(definition, findings);
        }

        if (ValueSchema.Of(definition.Options?.Schema) is { Problem: { } broken })
        {
            findings.Error(document, $"{path}.options.schema.jsonschema", $"The schema of '{definition.Name}' cannot be used: {broken}.");
        }

        foreach (var (text, at) in definition.Selectors)
        {
            CheckSelector(definition, text, at, findings);
        }
    }

    // Warnings: files of others come with selectors of a grammar that is published nowhere.
    private static void CheckSelector(Definition definition, string text, string at, FindingList findings)
    {
        if (Selector.Parse(text) is not { } selector)
        {
            findings.Warn(definition.Document, at, "A selector is NAME, RESOURCE.NAME, RESOURCE.* or *.NAME; this one has no effect.");
        }
        else if (definition.Document.Spec is ResourceTemplateSpec or HandlerSpec && (selector.Resource is not null || selector.Name is null))
        {
            findings.Warn(definition.Document, at, "A resource template does not know what its resource is called: here a selector is another name of the variable, and this one has no effect.");
        }
    }
}
