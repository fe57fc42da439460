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
        bool declares, ResourceDocument document, string path, IReadOnlyList<ContextRef> contexts, Catalog catalog, bool isOwn = false, FindingList? findings = null) =>
        contexts.Select((context, i) => OfContext(declares, document, $"{path}[{i}]", context, catalog, isOwn, findings)).OfType<InputLevel>();

    /// <summary>The level of one context; null, with a finding, when it is not there.</summary>
    public static InputLevel? OfContext(
        bool declares, ResourceDocument document, string path, ContextRef context, Catalog catalog, bool isOwn = false, FindingList? findings = null)
    {
        if (context.Data is { } data)
        {
            return Of(declares, isOwn, document, $"{path}.data", data.Variables, data.Envs, data.Files);
        }

        var name = context.Name?.Trim() ?? "";
        if (catalog.Find(KindNames.ConfigContext, name) is { } found)
        {
            var spec = found.SpecAs<ConfigContextSpec>();
            return Of(declares, isOwn, found, "spec", spec.Variables, spec.Envs, spec.Files);
        }

        var (field, missing) = name.Length == 0
            ? (path, "The context has neither a name nor data.")
            : ($"{path}.name", EnvironmentModel.Missing(catalog, KindNames.ConfigContext, name, null));
        findings?.Error(document, field, missing);
        return null;
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
