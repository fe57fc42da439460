using Actors.Templates.Kinds;
using Actors.Templates.Reading;
using Actors.Templates.Schemas;

namespace Actors.Templates.Planning;

/// <summary>What must hold of variables, environment variables and files where they are defined.</summary>
internal static class VariableRules
{
    public static string UnknownType(string type) => KnownWords.Unknown<Variable>(nameof(Variable.ValueType), type);

    public static void UnknownOverride(Definition definition, FindingList findings) => findings.Error(
        definition.Document,
        $"{definition.Path}.options.{(definition.Options?.Override?.Type is null ? "overrideType" : "override.type")}",
        KnownWords.Unknown<OverrideRule>(nameof(OverrideRule.Type), definition.Options?.Override?.Type ?? definition.Options?.OverrideType));

    /// <summary>Checks the definitions of a document.</summary>
    public static void Check(ResourceDocument document, FindingList findings)
    {
        foreach (var definition in DefinitionWalk.Of(document))
        {
            Check(definition, findings);
        }
    }

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

        // The mark of a hidden secret is told elsewhere.
        if (definition is { Kind: InputKind.File, Value: { } data } && data != SecretRedaction.Marker)
        {
            InputMerger.File(definition.Name, string.IsNullOrEmpty(definition.MountPath) ? definition.Name : definition.MountPath, data, definition.Sensitive, document, definition.ValuePath, findings, $"{path}.mountPath");
        }

        if (!OverrideCheck.IsKnown(definition.OverrideType))
        {
            UnknownOverride(definition, findings);
        }

        OverrideCheck.CheckOwn(definition, findings);
        if (definition.Kind == InputKind.Env)
        {
            EnvNames.Check(definition, findings);
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
