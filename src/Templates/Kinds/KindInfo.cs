namespace Actors.Templates.Kinds;

/// <summary>What the product knows about one kind of document.</summary>
/// <param name="Group">Group of the apiVersion, such as <c>eaas.envmgmt.io</c>.</param>
/// <param name="Version">Version of the apiVersion, such as <c>v1</c>.</param>
/// <param name="Kind">Kind as documents spell it.</param>
/// <param name="Plural">Last part of the REST path.</param>
/// <param name="Aliases">Further lower-case names for the command line.</param>
/// <param name="SpecType">Record that its <c>spec</c> is read into.</param>
public sealed record KindInfo(string Group, string Version, string Kind, string Plural, IReadOnlyList<string> Aliases, Type SpecType)
{
    private static readonly KindInfo[] Table =
    [
        new("gitops.k8smgmt.io", "v3", KindNames.Agent, "agents", [], typeof(AgentSpec)),
        new("gitops.k8smgmt.io", "v3", KindNames.AgentPool, "agentpools", ["pool", "pools"], typeof(AgentPoolSpec)),
        new("paas.envmgmt.io", "v1", KindNames.GlobalSettings, "globalsettings", ["settings"], typeof(GlobalSettingsSpec)),
        new("integrations.k8smgmt.io", "v3", KindNames.Repository, "repositories", ["repo", "repos"], typeof(RepositorySpec)),
        new("eaas.envmgmt.io", "v1", KindNames.ConfigContext, "configcontexts", ["cc", "context", "contexts"], typeof(ConfigContextSpec)),
        new("eaas.envmgmt.io", "v1", KindNames.WorkflowHandler, "workflowhandlers", ["wh", "handler", "handlers"], typeof(HandlerSpec)),
        new("eaas.envmgmt.io", "v1", KindNames.Driver, "drivers", [], typeof(HandlerSpec)),
        new("eaas.envmgmt.io", "v1", KindNames.ResourceTemplate, "resourcetemplates", ["rt"], typeof(ResourceTemplateSpec)),
        new("eaas.envmgmt.io", "v1", KindNames.EnvironmentTemplate, "environmenttemplates", ["et"], typeof(EnvironmentTemplateSpec)),
        new("eaas.envmgmt.io", "v1", KindNames.Environment, "environments", ["env", "envs"], typeof(EnvironmentSpec)),
        new("eaas.envmgmt.io", "v1", KindNames.Resource, "resources", ["res"], typeof(ResourceSpec)),
    ];

    /// <summary>Every kind, in the order in which documents of a set are best applied: what is referred to comes first.</summary>
    public static IReadOnlyList<KindInfo> All { get; } = Table;

    /// <summary>Group and version as documents spell them.</summary>
    public string ApiVersion => $"{Group}/{Version}";

    /// <summary>Whether several versions of one name live side by side (<c>spec.version</c>).</summary>
    public bool HasVersions => SpecType == typeof(ResourceTemplateSpec) || SpecType == typeof(EnvironmentTemplateSpec);

    /// <summary>Finds a kind by its name, its plural or a short alias, in any letter case.</summary>
    /// <param name="name">Such as <c>Environment</c>, <c>environments</c> or <c>env</c>.</param>
    /// <returns>The kind, or null when there is none of that name.</returns>
    public static KindInfo? Find(string? name) => Table.FirstOrDefault(kind =>
        kind.Kind.Equals(name, StringComparison.OrdinalIgnoreCase)
        || kind.Plural.Equals(name, StringComparison.OrdinalIgnoreCase)
        || kind.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>Finds a kind by the parts of a REST path.</summary>
    /// <param name="group">Group.</param>
    /// <param name="version">Version.</param>
    /// <param name="plural">Plural.</param>
    /// <returns>The kind, or null when no such path exists.</returns>
    public static KindInfo? FindByPath(string group, string version, string plural) =>
        Table.FirstOrDefault(kind => kind.Group == group && kind.Version == version && kind.Plural == plural);
}
