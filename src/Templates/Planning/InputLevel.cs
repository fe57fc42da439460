using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>What one level of precedence contributes to the inputs of a job.</summary>
internal sealed record InputLevel(
    // Whether its variables become inputs by themselves, rather than only filling those that a lower level declares.
    bool Declares,

    // Whether it belongs to the resource: then selectors are other names of its variables, else they say whose variables are meant.
    bool IsOwn,
    IReadOnlyList<Definition> Variables,
    IReadOnlyList<Definition> Envs,
    IReadOnlyList<Definition> Files)
{
    /// <summary>Everything of it.</summary>
    public IEnumerable<Definition> All => Variables.Concat(Envs).Concat(Files);

    /// <summary>The level of a list of contexts, named or inline; a later context wins over an earlier one.</summary>
    public static IEnumerable<InputLevel> OfContexts(
        bool declares, ResourceDocument document, string path, IReadOnlyList<ContextRef> contexts, Catalog catalog, bool isOwn = false, FindingList? findings = null)
    {
        for (var i = 0; i < contexts.Count; i++)
        {
            if (contexts[i].Data is { } data)
            {
                yield return Of(declares, isOwn, document, $"{path}[{i}].data", data.Variables, data.Envs, data.Files);
            }
            else if (catalog.Find(KindNames.ConfigContext, contexts[i].Name?.Trim()) is { } found)
            {
                var spec = found.SpecAs<ConfigContextSpec>();
                yield return Of(declares, isOwn, found, "spec", spec.Variables, spec.Envs, spec.Files);
            }
            else
            {
                var (field, missing) = string.IsNullOrWhiteSpace(contexts[i].Name)
                    ? ("", "The context has neither a name nor data.")
                    : (".name", EnvironmentModel.Missing(catalog, KindNames.ConfigContext, contexts[i].Name!.Trim(), null));
                findings?.Error(document, $"{path}[{i}]{field}", missing);
            }
        }
    }

    public static InputLevel OfVariables(bool declares, ResourceDocument document, string path, IReadOnlyList<Variable> variables, bool isOwn = false) =>
        new(declares, isOwn, [.. Definition.Of(document, path, variables)], [], []);

    /// <summary>The level of GlobalSettings: they fill what templates declare, whatever else they hold.</summary>
    public static InputLevel OfSettings(ResourceDocument document) =>
        OfVariables(declares: false, document, "spec.variables", document.SpecAs<GlobalSettingsSpec>().Variables);

    /// <summary>The levels of GlobalSettings: the organisation's below the project's.</summary>
    public static IEnumerable<InputLevel> OfSettings(Catalog catalog) =>
        new[] { catalog.OrganisationSettings, catalog.ProjectSettings }.OfType<ResourceDocument>().Select(OfSettings);

    public static InputLevel OfEnvironment(ResourceDocument document, EnvironmentSpec spec, bool declares) => new(
        declares,
        IsOwn: false,
        [.. Definition.Of(document, "spec.variables", spec.Variables)],
        [.. Definition.Of(document, "spec.envVars", spec.EnvVars)],
        [.. Definition.Of(document, "spec.files", spec.Files)]);

    private static InputLevel Of(
        bool declares,
        bool isOwn,
        ResourceDocument document,
        string path,
        IReadOnlyList<Variable> variables,
        IReadOnlyList<EnvVar> envs,
        IReadOnlyList<FileEntry> files) => new(
            declares,
            isOwn,
            [.. Definition.Of(document, $"{path}.variables", variables)],
            [.. Definition.Of(document, $"{path}.envs", envs)],
            [.. Definition.Of(document, $"{path}.files", files)]);
}
